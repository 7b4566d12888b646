#pragma once

#include "models/base/id.h"

namespace rackhouse
{

using SiteId = Id<struct SiteTag>;
using RackId = Id<struct RackTag>;
using BmcId = Id<struct BmcTag>;
using MachineId = Id<struct MachineTag>;
using ComponentId = Id<struct ComponentTag>;
using ImageId = Id<struct ImageTag>;
using JobId = Id<struct JobTag>;
using JobStepId = Id<struct JobStepTag>;
using EventId = Id<struct EventTag>;
using SubnetId = Id<struct SubnetTag>;
using LeaseId = Id<struct LeaseTag>;
using WipeRecordId = Id<struct WipeRecordTag>;
using CredentialId = Id<struct CredentialTag>;
using PairingId = Id<struct PairingTag>;
using AuditId = Id<struct AuditTag>;
using SecretId = Id<struct SecretTag>;
using FabricId = Id<struct FabricTag>;
using FabricNodeId = Id<struct FabricNodeTag>;
using FabricLinkId = Id<struct FabricLinkTag>;
using FabricCountersId = Id<struct FabricCountersTag>;
using FabricHealthId = Id<struct FabricHealthTag>;
using FabricPlanId = Id<struct FabricPlanTag>;
using HallId = Id<struct HallTag>;
using DeviceTypeId = Id<struct DeviceTypeTag>;
using AssetId = Id<struct AssetTag>;
using CableId = Id<struct CableTag>;
using PowerFeedId = Id<struct PowerFeedTag>;
using SwitchAccessId = Id<struct SwitchAccessTag>;
using NeighborId = Id<struct NeighborTag>;
using SharedFilterId = Id<struct SharedFilterTag>;
using BootSessionId = Id<struct BootSessionTag>;

} // namespace rackhouse
