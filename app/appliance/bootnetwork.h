#pragma once

#include "app/netboot/netboot_service.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <atomic>

namespace rackhouse
{

class Store;

/// Keeps network boot running on the subnets of the store: starts again when they change, and says
/// in the row of the site, and in an event, when it cannot. Engine thread.
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
    void refresh();
    Result<std::vector<Subnet>> wanted() const;
    void tell(const Error& problem);
    void note(NetbootState state, const Error& problem = {});

    Store& m_store;
    const Clock& m_clock;
    netboot::NetbootService m_service;
    const QStringList m_interfaces;
    std::atomic<quint16>& m_port;
    std::optional<std::vector<QJsonObject>> m_served; ///< subnets; none before the first look
    QTimer m_settle;                                  ///< several changes in a row are one restart
};

/// The subnet of an interface's first IPv4 address: its upper half is given out, without the
/// broadcast address. "netboot-interface-missing" when it has none.
Result<Subnet> subnetOfInterface(const QString& name);

} // namespace rackhouse
