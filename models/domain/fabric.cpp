#include "models/domain/fabric.h"

namespace rackhouse
{

const RecordInfo& Fabric::record()
{
    static const RecordInfo info{
        "fabric",
        "Fabric",
        Role::Viewer,
        {field<&Fabric::id>("id", "Id", Key), field<&Fabric::name>("name", "Name", Unique),
         field<&Fabric::kind>("kind", "Kind"),
         field<&Fabric::scannedAt>("scanned_at", "Seen", ReadOnly),
         field<&Fabric::nodeCount>("node_count", "Nodes", ReadOnly),
         field<&Fabric::linkCount>("link_count", "Links", ReadOnly),
         field<&Fabric::skippedLines>("skipped_lines", "Skipped lines", Detail | ReadOnly),
         field<&Fabric::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& FabricNode::record()
{
    static const RecordInfo info{
        "fabric_node",
        "Fabric node",
        Role::Viewer,
        {field<&FabricNode::id>("id", "Id", Key),
         field<&FabricNode::fabricId>("fabric_id", "Fabric", Detail | ReadOnly, "fabric"),
         field<&FabricNode::kind>("kind", "Kind", ReadOnly),
         field<&FabricNode::guid>("guid", "GUID", ReadOnly),
         field<&FabricNode::name>("name", "Name", ReadOnly),
         field<&FabricNode::host>("host", "Host", ReadOnly),
         field<&FabricNode::adapter>("adapter", "Adapter", ReadOnly),
         field<&FabricNode::machineId>("machine_id", "Machine", ReadOnly),
         field<&FabricNode::lid>("lid", "LID", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& FabricLink::record()
{
    static const RecordInfo info{
        "fabric_link",
        "Fabric link",
        Role::Viewer,
        {field<&FabricLink::id>("id", "Id", Key),
         field<&FabricLink::fabricId>("fabric_id", "Fabric", Detail | ReadOnly, "fabric"),
         field<&FabricLink::aId>("a_id", "From", ReadOnly, "fabric_node"),
         field<&FabricLink::aPort>("a_port", "From port", ReadOnly),
         field<&FabricLink::bId>("b_id", "To", ReadOnly, "fabric_node"),
         field<&FabricLink::bPort>("b_port", "To port", ReadOnly),
         field<&FabricLink::lanes>("lanes", "Lanes", ReadOnly),
         field<&FabricLink::speed>("speed", "Speed", ReadOnly),
         field<&FabricLink::toldByBoth>("told_by_both", "Told by both ends", Detail | ReadOnly),
         field<&FabricLink::bLanes>("b_lanes", "Lanes at the other end", Detail | ReadOnly),
         field<&FabricLink::bSpeed>("b_speed", "Speed at the other end", Detail | ReadOnly)}};
    return info;
}

} // namespace rackhouse
