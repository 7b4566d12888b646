#include "app/agent/wipe/eraser.h"

#include "app/agent/tools/hdparm.h"
#include "app/agent/tools/nvme.h"

#include <algorithm>

namespace rackhouse::agent
{
namespace
{
constexpr std::size_t pieceBytes = 8 * 1024 * 1024;
}

Outcome<void> Eraser::overwrite()
{
    auto disk = BlockDevice::open(m_drive.path, BlockDevice::Access::Write);
    if (!disk)
        return tl::unexpected(disk.error());
    AlignedBuffer zeros(pieceBytes);
    std::ranges::fill(zeros.bytes(), 0);
    std::int64_t at = 0;
    while (at < disk->size()) {
        if (m_task.cancelled())
            return fault("cancelled");
        const auto count = static_cast<std::size_t>(
            std::min<std::int64_t>(static_cast<std::int64_t>(pieceBytes), disk->size() - at));
        if (auto written = disk->write(at, zeros.bytes().first(count)); !written)
            return written;
        at += static_cast<std::int64_t>(count);
        m_task.progress("erase", m_progress.done += static_cast<std::int64_t>(count),
                        m_progress.total);
    }
    return disk->settle();
}

Outcome<void> Eraser::apply(const Rung& rung)
{
    switch (rung.kind) {
    case Rung::Kind::NvmeCrypto:
        return NvmeTool().format(m_drive.path, 2, m_task);
    case Rung::Kind::NvmeFormat:
        return NvmeTool().format(m_drive.path, 1, m_task);
    case Rung::Kind::AtaEnhanced:
    case Rung::Kind::AtaErase: {
        auto security = HdparmTool().security(m_drive.path);
        if (!security)
            return tl::unexpected(security.error());
        return HdparmTool().secureErase(m_drive.path, *security,
                                        rung.kind == Rung::Kind::AtaEnhanced, m_task);
    }
    case Rung::Kind::Overwrite:
        return overwrite();
    }
    return fault("erase-failed");
}

Outcome<void> Eraser::sample(const Rung& rung) const
{
    if (!m_markers)
        return {};
    auto disk = BlockDevice::open(m_drive.path, BlockDevice::Access::Read);
    if (!disk)
        return tl::unexpected(disk.error());
    const auto found = m_markers->check(*disk);
    const auto but = [&](int count, const std::string& what) {
        return fault("erase-failed", "the drive answered success, but " + std::to_string(count) +
                                         " of " + std::to_string(found.checked) + what);
    };
    if (found.survived > 0)
        return but(found.survived, " markers survived");
    if (found.unreadable > 0)
        return but(found.unreadable, " samples cannot be read");
    if (found.nonzero > 0 && rung.leavesZeros())
        return but(found.nonzero, " samples are not zero");
    return {};
}

std::string Eraser::toolOf(const Rung& rung) const
{
    switch (rung.kind) {
    case Rung::Kind::NvmeCrypto:
    case Rung::Kind::NvmeFormat:
        return NvmeTool().version();
    case Rung::Kind::AtaEnhanced:
    case Rung::Kind::AtaErase:
        return HdparmTool().version();
    case Rung::Kind::Overwrite:
        break;
    }
    return "rackhouse-agent " RACKHOUSE_VERSION;
}

Json Eraser::run(bool siblingsKept)
{
    const std::int64_t started = nowMs();
    Json tried = Json::array();
    Json record = {{"drive", m_drive.key()}, {"device", m_drive.device}, {"ok", false}};
    if (const auto reason = obstacle(m_drive, siblingsKept); !reason.empty())
        m_task.journal().info(m_drive.device + ": " + reason);
    Failure last{"erase-failed", "no method was tried"};
    for (const Rung& rung : rungsFor(m_drive, siblingsKept)) {
        m_task.journal().info(m_drive.device + " (" + m_drive.key() + "): " + rung.method);
        auto done = apply(rung);
        if (done)
            done = sample(rung);
        tried.push_back({{"method", rung.method},
                         {"class", rung.reached},
                         {"ok", done.has_value()},
                         {"message", done ? std::string() : done.error().detail}});
        record["method"] = rung.method;
        record["class"] = rung.reached;
        record["tool"] = toolOf(rung);
        record["ok"] = done.has_value();
        if (done) {
            m_leftZeros = rung.leavesZeros();
            record["zeros"] = m_leftZeros;
            break;
        }
        last = done.error();
        m_task.journal().warning(m_drive.device + ": " + rung.method + ": " + last.detail);
        if (last.code == "cancelled")
            break;
    }
    if (!record["ok"].get<bool>())
        record["error"] = last.code;
    record["tried"] = tried;
    record["started_ms"] = started;
    record["finished_ms"] = nowMs();
    return record;
}

} // namespace rackhouse::agent
