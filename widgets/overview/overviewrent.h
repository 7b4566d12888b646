#pragma once

#include "widgets/overview/overviewdata.h"

namespace rackhouse
{

/// What is free to sell, what is rented and what that brings a month, with the rentals that end
/// soon. Reads the machines that are held, no others.
RentFigures readRent(Rows& rows, Instant now);

} // namespace rackhouse
