#pragma once

#include "app/netboot/netboot_service.h"

#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <map>

namespace rackhouse
{

class Store;

/// Keeps network boot running on the subnets of the store whose interfaces are there: starts again
/// when subnets change and when interfaces come and go, and says in the row of the site, and in an
/// event, where it cannot. Engine thread.
class BootNetwork : public QObject
{
    Q_OBJECT
public:
    /// `interfaces`: serve these and no others; empty: those that the subnets name. `port` is kept
    /// at the port of the boot HTTP server.
    BootNetwork(Store& store, netboot::NetbootDependencies dependencies, QStringList interfaces,
                std::atomic<quint16>& port, QObject* parent = nullptr);
    ~BootNetwork() override;

    /// Makes a subnet of the first IPv4 network of each interface that has none, then serves.
    void start();
    void stop();

private:
    /// What the subnets and their interfaces are like now.
    struct Picture {
        std::vector<Subnet> there;               ///< those that can be served
        std::map<QString, int> links;            ///< their interfaces, with their kernel index
        std::optional<Error> problem = {};       ///< of one that cannot
        std::vector<QJsonObject> described = {}; ///< all that matters, to see a change by
    };

    void look();
    void refresh();
    void serve(const Picture& picture);
    Result<std::vector<Subnet>> wanted() const;
    Picture pictureOf(const std::vector<Subnet>& subnets) const;
    void tell(const Error& problem);
    void note(NetbootState state, const Error& problem = {});

    Store& m_store;
    const Clock& m_clock;
    netboot::NetbootService m_service;
    const QStringList m_interfaces;
    QSet<QString> m_given; ///< interfaces that have had a subnet: what a person removes stays away
    std::atomic<quint16>& m_port;
    std::optional<Picture> m_served; ///< none before the first look
    QTimer m_settle;                 ///< several changes in a row are one restart
    QTimer m_looking;                ///< at the interfaces
};

/// The subnet of an interface's first IPv4 address: its upper half is given out, without the
/// broadcast address. "netboot-interface-missing" when it has none.
Result<Subnet> subnetOfInterface(const QString& name);

} // namespace rackhouse
