#pragma once

#include <QTreeWidget>

namespace rackhouse
{

/// A list of lines with columns, for what has no page of its own: logs, records of one job.
QTreeWidget* makePlainList(const QString& objectName, const QString& accessibleName,
                           const QStringList& headers, const QString& emptyText, QWidget* parent);

} // namespace rackhouse
