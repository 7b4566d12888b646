#pragma once

#include "models/base/result.h"

#include <QSizeF>
#include <QString>

class QPainter;

namespace rackhouse
{

/// Pages to print. They are drawn on a worker, so that what they hold is their own.
class Paper
{
public:
    virtual ~Paper() = default;

    virtual QString title() const = 0;
    virtual int pages() const = 0;
    virtual QSizeF sizeMm(int page) const = 0;
    /// Drawings that are made for a screen have the dots of one, so that their fonts fit.
    virtual int dotsPerInch() const { return 1200; }
    /// Draws a page; the painter's unit is a tenth of a millimetre.
    virtual Result<void> paint(QPainter& painter, int page) const = 0;
    /// All of it in one picture, where that can be.
    virtual Result<void> writeSvg(const QString&) const { return fail("paper-failed"); }
};

} // namespace rackhouse
