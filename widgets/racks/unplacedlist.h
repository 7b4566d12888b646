#pragma once

#include "widgets/common/context.h"
#include "widgets/racks/device.h"

#include <QListWidget>
#include <QSet>

namespace rackhouse
{

/// Devices that the books have in no rack. They are placed by Enter, or dragged into a rack.
class UnplacedList : public QListWidget
{
    Q_OBJECT

public:
    explicit UnplacedList(QWidget* parent);

    void setDevices(std::vector<Device> devices);
    std::vector<Device> selectedDevices() const;

    static QByteArray dragOf(const Device& device);
    /// The device in a drag from here; nothing where it is another one.
    static std::optional<Device> deviceIn(const QMimeData* data);

protected:
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;

private:
    void fill(const QSet<QString>& selected, const QString& current);

    std::vector<Device> m_devices;
};

} // namespace rackhouse
