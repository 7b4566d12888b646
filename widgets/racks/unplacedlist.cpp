#include "widgets/racks/unplacedlist.h"

#include "models/base/json.h"

#include <QMimeData>
#include <QSignalBlocker>

namespace rackhouse
{

namespace
{

QString mime()
{
    return u"application/x-rackhouse-device"_qs;
}

} // namespace

UnplacedList::UnplacedList(QWidget* parent) : QListWidget(parent)
{
    setObjectName(u"floor.unplaced"_qs);
    setAccessibleName(tr("Devices in no rack"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setUniformItemSizes(true);
}

void UnplacedList::setDevices(std::vector<Device> devices)
{
    const auto same = [](const Device& a, const Device& b) {
        return a.id() == b.id();
    };
    const bool kept =
        std::equal(m_devices.begin(), m_devices.end(), devices.begin(), devices.end(), same);
    QSet<QString> selected;
    for (const Device& device : selectedDevices())
        selected.insert(device.id());
    m_devices = std::move(devices);
    if (kept)
        return;
    const QString current =
        currentItem() != nullptr ? currentItem()->data(Qt::UserRole).toString() : QString();
    {
        const QSignalBlocker quiet(this);
        fill(selected, current);
    }
    if (selectedItems().size() != selected.size())
        emit itemSelectionChanged();
}

void UnplacedList::fill(const QSet<QString>& selected, const QString& current)
{
    clear();
    for (const Device& device : m_devices) {
        auto* item = new QListWidgetItem(device.name(), this);
        item->setData(Qt::UserRole, device.id());
        item->setToolTip(device.name() + u'\n' + device.model().trimmed() + u'\n' +
                         device.serial());
        item->setSelected(selected.contains(device.id()));
        if (device.id() == current)
            setCurrentItem(item, QItemSelectionModel::NoUpdate);
    }
}

std::vector<Device> UnplacedList::selectedDevices() const
{
    std::vector<Device> found;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->isSelected())
            found.push_back(m_devices[size_t(row)]);
    }
    return found;
}

QByteArray UnplacedList::dragOf(const Device& device)
{
    return toText(QJsonObject{{u"kind"_qs, device.info().kindText()}, {u"row"_qs, device.json()}});
}

std::optional<Device> UnplacedList::deviceIn(const QMimeData* data)
{
    const auto object = parseObject(data->data(mime()));
    if (!object)
        return std::nullopt;
    const QJsonObject row = object->value(u"row"_qs).toObject();
    if (object->value(u"kind"_qs).toString() == Machine::record().kindText()) {
        if (const auto machine = fromJson<Machine>(row))
            return *machine;
    } else if (const auto asset = fromJson<Asset>(row)) {
        return *asset;
    }
    return std::nullopt;
}

QStringList UnplacedList::mimeTypes() const
{
    return {mime()};
}

QMimeData* UnplacedList::mimeData(const QList<QListWidgetItem*>& items) const
{
    auto* drag = new QMimeData;
    if (!items.isEmpty())
        drag->setData(mime(), dragOf(m_devices[size_t(row(items.front()))]));
    return drag;
}

} // namespace rackhouse
