#pragma once

#include "app/agent/outcome.h"

#include <vector>

namespace rackhouse::agent
{

/// A switch port that announced itself on one of our ports.
struct LldpNeighbor {
    std::string port;         ///< ours: "eth0"
    std::string chassis;      ///< its chassis id, usually a MAC
    std::string neighborPort; ///< its port id
    std::string system;       ///< its name
};

/// lldpctl of lldpd.
class LldpTool
{
public:
    static Outcome<std::vector<LldpNeighbor>> parse(const std::string& json);
    Outcome<std::vector<LldpNeighbor>> neighbors() const;
};

} // namespace rackhouse::agent
