#pragma once

#include <QByteArrayView>
#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace rackhouse::netboot
{

/// An IPv4 address in host byte order; 0 is "none".
struct Ipv4 {
    quint32 value = 0;

    bool isNull() const { return value == 0; }
    QString toString() const;
    static std::optional<Ipv4> parse(const QString& text);
    auto operator<=>(const Ipv4&) const = default;
};

inline size_t qHash(Ipv4 address, size_t seed = 0)
{
    return ::qHash(address.value, seed);
}

/// An IPv4 network: "10.77.0.0/24".
struct Ipv4Network {
    Ipv4 base;
    int prefix = 32;

    Ipv4 mask() const;
    Ipv4 broadcast() const;
    bool contains(Ipv4 address) const;
    /// Accepts host bits ("10.77.0.1/24" is the network 10.77.0.0/24); prefixes 8 to 30.
    static std::optional<Ipv4Network> parse(const QString& text);
};

/// "52:54:00:12:34:56", lower-case, from raw bytes of any length.
QString hardwareText(QByteArrayView bytes);

} // namespace rackhouse::netboot
