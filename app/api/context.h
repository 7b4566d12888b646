#pragma once

#include "app/api/backupdesk.h"
#include "app/api/changehub.h"
#include "app/api/fabricdesk.h"
#include "app/api/imagedesk.h"
#include "app/api/pairingdesk.h"
#include "app/api/route.h"
#include "app/api/siteca.h"
#include "app/jobs/jobservice.h"
#include "app/switches/switchasking.h"

namespace rackhouse::api
{

/// Seals a password for the database (the vault's work). Errors: what the vault says.
using SecretSealer = std::function<Result<SealedSecret>(const Redacted<QString>& secret)>;

/// What the routes work on.
struct Context {
    Store& store;
    JobService& jobs;
    const SiteCa& ca;
    SecretSealer seal;
    ChangeHub& changes;
    PairingDesk& pairing;
    ImageDesk& images;
    FabricDesk& fabrics;
    BackupDesk& backups;
    SwitchAsking& switches;
};

// The routes by subject; each is in the file of its name.
void addReadRoutes(std::vector<Route>& routes, const Context& context);      // readroutes.cpp
void addRecordRoutes(std::vector<Route>& routes, const Context& context);    // recordroutes.cpp
void addChangesetRoutes(std::vector<Route>& routes, const Context& context); // changesetroutes.cpp
void addJobRoutes(std::vector<Route>& routes, const Context& context);       // jobroutes.cpp
void addBmcRoutes(std::vector<Route>& routes, const Context& context);       // bmcroutes.cpp
void addImageRoutes(std::vector<Route>& routes, const Context& context);     // imageroutes.cpp
void addFabricRoutes(std::vector<Route>& routes, const Context& context);    // fabricroutes.cpp
void addHistoryRoutes(std::vector<Route>& routes, const Context& context);   // historyroutes.cpp
void addSeriesRoutes(std::vector<Route>& routes, const Context& context);    // seriesroutes.cpp
void addNeighborRoutes(std::vector<Route>& routes, const Context& context);  // neighborroutes.cpp
void addSwitchRoutes(std::vector<Route>& routes, const Context& context);    // switchroutes.cpp
void addPairingRoutes(std::vector<Route>& routes, const Context& context);   // pairingroutes.cpp
void addBackupRoutes(std::vector<Route>& routes, const Context& context);    // backupdesk.cpp
void addSiteRoutes(std::vector<Route>& routes, const Context& context);      // siteroutes.cpp

} // namespace rackhouse::api
