#include "app/api/context.h"
#include "models/domain/fabric.h"

namespace rackhouse::api
{

void addFabricRoutes(std::vector<Route>& routes, const Context& context)
{
    FabricDesk& desk = context.fabrics;
    Route scan{"PUT", QStringLiteral("/fabrics/{id}/scan"), Role::Operator,
               QStringLiteral("Take in what ibnetdiscover, perfquery or ibswinfo prints of a "
                              "fabric, or its plan; a picture without much of what is known "
                              "only with ?replace=yes")};
    scan.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.receive(call, respond);
    };
    scan.upload = [&desk](const Call& call) {
        return desk.admit(call.id());
    };
    scan.dropped = [&desk](const QString& id, const Error&) {
        desk.release(id);
    };
    scan.answers = &Fabric::record();
    routes.push_back(std::move(scan));

    Route erase{"DELETE", QStringLiteral("/fabrics/{id}"), Role::Operator,
                QStringLiteral("Remove a fabric with its nodes and links")};
    erase.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.remove(call, respond);
    };
    routes.push_back(std::move(erase));

    Route netq{"PUT", QStringLiteral("/netq"), Role::Operator,
               QStringLiteral("Take in the topology graph of NetQ, or the compute nodes of NMX")};
    netq.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.receiveNetq(call, respond);
    };
    netq.upload = [&desk](const Call&) {
        return desk.admitNetq();
    };
    netq.dropped = [&desk](const QString&, const Error&) {
        desk.releaseNetq();
    };
    routes.push_back(std::move(netq));

    Route forget{"DELETE", QStringLiteral("/netq"), Role::Operator,
                 QStringLiteral("Forget all that NetQ and NMX told")};
    forget.handler = [&desk](const CallPtr& call, const Respond& respond) {
        desk.forgetNetq(call, respond);
    };
    routes.push_back(std::move(forget));
}

} // namespace rackhouse::api
