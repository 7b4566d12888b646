#include "app/agent/wipe/wipe.h"

#include "app/agent/tools/hdparm.h"
#include "app/agent/wipe/eraser.h"

#include <fstream>
#include <thread>

namespace rackhouse::agent
{
namespace
{

bool isNamed(const Drive& drive, const Json& names)
{
    if (!names.is_array() || names.empty())
        return true;
    for (const Json& name : names) {
        const std::string text =
            name.is_string() ? name.get<std::string>() : textField(name, "drive").value_or("");
        if (!text.empty() && (text == drive.key() || text == drive.device))
            return true;
    }
    return false;
}

/// "nvme0n2" -> "nvme0": namespaces of one controller share it.
std::string controllerOf(const Drive& drive)
{
    return drive.transport == "nvme" ? drive.device.substr(0, drive.device.find('n', 4))
                                     : drive.device;
}

Json identity(const Drive& drive)
{
    return {{"drive", drive.key()},         {"device", drive.device}, {"model", drive.model},
            {"serial", drive.serial},       {"wwn", drive.wwn},       {"media", drive.media()},
            {"size_bytes", drive.sizeBytes}};
}

/// The names that are asked for and that no drive has.
std::vector<std::string> missingNames(const std::vector<Drive>& drives, const Json& names)
{
    std::vector<std::string> missing;
    for (const Json& name : names.is_array() ? names : Json::array()) {
        if (!findDrive(drives, name))
            missing.push_back(name.is_string() ? name.get<std::string>()
                                               : textField(name, "drive").value_or("?"));
    }
    return missing;
}
} // namespace

std::optional<Wipe::MarkOrder> Wipe::orderOf(const Json& params)
{
    auto seed = textField(params, "seed");
    const auto count = numberField(params, "markers", 1000);
    if (!seed || seed->empty() || count < 1 || count > 1'000'000)
        return std::nullopt;
    return MarkOrder{*seed, static_cast<int>(count)};
}

std::vector<Drive> Wipe::wipeable(TaskContext& task) const
{
    std::vector<Drive> all = m_drives();
    nameDrives(all);
    std::vector<Drive> drives;
    for (Drive& drive : all) {
        if (drive.removable)
            task.journal().info(drive.device + " is a removable medium and is left alone");
        else
            drives.push_back(std::move(drive));
    }
    return drives;
}

Outcome<void> Wipe::release(const Drive& drive, TaskContext& task) const
{
    for (const std::string& holder : drive.holders) {
        if (holder.starts_with("md")) {
            task.journal().warning(drive.device + " belongs to the array " + holder +
                                   "; stopping it");
            std::ofstream state(m_roots.sys / "block" / holder / "md/array_state");
            state << "clear" << std::flush;
            if (state)
                continue;
        }
        return fault("drive-in-use", drive.device + " is held by " + holder,
                     {{"device", drive.device}, {"holder", holder}});
    }
    return drive.transport == "sata" ? HdparmTool().recover(drive.path, task) : Outcome<void>();
}

Json Wipe::markOne(Drive& drive, const MarkOrder& order, TaskContext& task) const
{
    drive.sanitize = readSanitize(drive);
    Json record = identity(drive);
    record["capabilities"] = drive.sanitize.json();
    record["capabilities"]["read_only"] = drive.readOnly;
    record["markers_written"] = 0;
    auto ready = drive.readOnly ? Outcome<void>(fault("drive-read-only", drive.device))
                                : release(drive, task);
    auto disk = ready ? BlockDevice::open(drive.path, BlockDevice::Access::Write)
                      : tl::unexpected(ready.error());
    const Markers markers(order.seed, drive.key(), drive.sizeBytes, order.markers);
    auto written = disk ? markers.write(*disk) : tl::unexpected(disk.error());
    if (written) {
        record["markers_written"] = *written;
    } else {
        record["error"] = written.error().code;
        task.journal().error(drive.device + ": " + written.error().code + " " +
                             written.error().detail);
    }
    return record;
}

Outcome<Json> Wipe::mark(const Json& params, TaskContext& task)
{
    const auto order = orderOf(params);
    if (!order)
        return fault("bad-field", {}, {{"field", "seed"}});
    {
        const std::lock_guard lock(m_mutex);
        m_marked = order;
    }
    Json records = Json::array();
    auto drives = wipeable(task);
    for (Drive& drive : drives) {
        if (task.cancelled())
            return fault("cancelled");
        task.progress("mark", static_cast<std::int64_t>(records.size()),
                      static_cast<std::int64_t>(drives.size()), "drives");
        records.push_back(markOne(drive, *order, task));
    }
    return Json{{"drives", records}};
}

Outcome<Json> Wipe::erase(const Json& params, TaskContext& task)
{
    const Json names = params.value("drives", Json::array());
    const auto all = wipeable(task);
    auto order = orderOf(params);
    if (!order) {
        const std::lock_guard lock(m_mutex);
        order = m_marked;
    }
    EraseProgress progress;
    std::vector<Drive> chosen;
    Json records = Json::array();
    for (Drive drive : all) {
        if (!isNamed(drive, names))
            continue;
        auto ready = drive.readOnly ? Outcome<void>(fault("drive-read-only", drive.device))
                                    : release(drive, task);
        if (!ready) {
            records.push_back({{"drive", drive.key()},
                               {"ok", false},
                               {"error", ready.error().code},
                               {"tried", Json::array()}});
            continue;
        }
        drive.sanitize = readSanitize(drive);
        progress.total += drive.sizeBytes;
        chosen.push_back(std::move(drive));
    }
    for (const auto& name : missingNames(all, names))
        records.push_back(
            {{"drive", name}, {"ok", false}, {"error", "drive-missing"}, {"tried", Json::array()}});
    std::vector<std::thread> threads;
    for (const Drive& drive : chosen) {
        bool siblingsKept = false;
        for (const Drive& other : all)
            siblingsKept |= controllerOf(other) == controllerOf(drive) && !isNamed(other, names);
        threads.emplace_back([&, drive, siblingsKept] {
            std::optional<Markers> markers;
            if (order)
                markers.emplace(order->seed, drive.key(), drive.sizeBytes, order->markers);
            Eraser eraser(drive, std::move(markers), progress, task);
            Json record = eraser.run(siblingsKept);
            const std::lock_guard lock(m_mutex);
            m_leftZeros[drive.key()] = eraser.leftZeros();
            records.push_back(std::move(record));
        });
    }
    for (auto& thread : threads)
        thread.join();
    if (task.cancelled())
        return fault("cancelled", "the drives may be erased in part");
    return Json{{"drives", records}};
}

bool Wipe::wantsZeros(const Json& name, const std::string& key)
{
    if (name.is_object() && name.contains("zeros"))
        return name["zeros"] != Json(false);
    const std::lock_guard lock(m_mutex);
    const auto found = m_leftZeros.find(key);
    return found == m_leftZeros.end() || found->second;
}

Outcome<Json> Wipe::verify(const Json& params, TaskContext& task)
{
    const auto order = orderOf(params);
    if (!order)
        return fault("bad-field", {}, {{"field", "seed"}});
    const Json names = params.value("drives", Json::array());
    const auto all = wipeable(task);
    Json records = Json::array();
    for (const auto& name : missingNames(all, names))
        records.push_back(
            {{"drive", name}, {"ok", false}, {"error", "drive-missing"}, {"checked", 0}});
    for (const Drive& drive : all) {
        if (!isNamed(drive, names))
            continue;
        if (task.cancelled())
            return fault("cancelled");
        task.progress("verify", static_cast<std::int64_t>(records.size()),
                      static_cast<std::int64_t>(all.size()), "drives");
        Json wanted;
        for (const Json& name : names.is_array() ? names : Json::array()) {
            if (isNamed(drive, Json::array({name})))
                wanted = name;
        }
        const Markers markers(order->seed, drive.key(), drive.sizeBytes, order->markers);
        auto disk = BlockDevice::open(drive.path, BlockDevice::Access::Read);
        if (!disk) {
            records.push_back({{"drive", drive.key()},
                               {"ok", false},
                               {"error", disk.error().code},
                               {"checked", 0}});
            continue;
        }
        (void)disk->settle(); // what the kernel may still hold of the drive is dropped
        const auto found = markers.check(*disk);
        records.push_back(
            {{"drive", drive.key()},
             {"checked", found.checked},
             {"survived", found.survived},
             {"nonzero", found.nonzero},
             {"unreadable", found.unreadable},
             {"ok", found.checked > 0 && found.survived == 0 && found.unreadable == 0 &&
                        (found.nonzero == 0 || !wantsZeros(wanted, drive.key()))}});
    }
    return Json{{"drives", records}};
}

} // namespace rackhouse::agent
