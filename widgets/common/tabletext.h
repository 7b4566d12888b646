#pragma once

#include <QString>

#include <vector>

class QAbstractItemModel;

namespace rackhouse
{

/// The titles and the rows as text: TSV with a tab as separator (tabs and line ends inside a cell
/// become spaces), else CSV with quotes (RFC 4180, but lines end with LF).
QString tableText(const QAbstractItemModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows, QChar separator);

} // namespace rackhouse
