#include "models/items/floormodel.h"

namespace rackhouse
{
namespace
{

std::size_t at(int number)
{
    return static_cast<std::size_t>(number);
}

FloorMeasure measureIn(int column)
{
    return static_cast<FloorMeasure>(column - FloorModel::OccupancyColumn);
}

} // namespace

FloorModel::FloorModel(QObject* parent) : QAbstractItemModel(parent) {}

QString FloorModel::hallTitle(const QString& name)
{
    return name.isEmpty() ? tr("No hall") : name;
}

QString FloorModel::placeText(const HallPlan& hall)
{
    QStringList parts{hallTitle(hall.name)};
    if (!hall.building.isEmpty())
        parts << tr("building %1").arg(hall.building);
    if (!hall.storey.isEmpty())
        parts << tr("storey %1").arg(hall.storey);
    return parts.join(QLatin1String(", "));
}

QString FloorModel::rowTitle(const QString& name)
{
    return name.isEmpty() ? tr("No row") : tr("Row %1").arg(name);
}

std::vector<FloorModel::Item> FloorModel::arrange(const FloorPicture& picture,
                                                  std::vector<int>& top)
{
    std::vector<Item> items;
    const auto add = [&](int parent, const QString& text, int rack) {
        std::vector<int>& siblings = parent < 0 ? top : items[at(parent)].children;
        const int row = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(items.size()));
        items.push_back({text, rack, -1, parent, row, {}});
        return static_cast<int>(items.size()) - 1;
    };
    for (const FloorPicture::HallEntry& hall : picture.halls()) {
        const int hallItem = add(-1, hallTitle(hall.plan.name), -1);
        items[at(hallItem)].hall = static_cast<int>(top.size()) - 1;
        for (const HallLayout::Row& row : hall.layout.rows()) {
            const int rowItem = add(hallItem, rowTitle(row.name), -1);
            for (const int number : row.racks) {
                const int rack = hall.racks[at(number)];
                add(rowItem, picture.rack(rack).rack.id.text(), rack);
            }
        }
    }
    return items;
}

void FloorModel::set(std::shared_ptr<const FloorPicture> picture)
{
    std::vector<int> top;
    std::vector<Item> items;
    if (picture)
        items = arrange(*picture, top);
    if (items == m_items && picture && !items.empty()) {
        m_picture = std::move(picture);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        for (const Item& item : m_items) {
            if (item.children.empty())
                continue;
            const auto [first, last] = std::pair(item.children.front(), item.children.back());
            emit dataChanged(
                createIndex(0, 0, static_cast<quintptr>(first)),
                createIndex(m_items[at(last)].row, ColumnCount - 1, static_cast<quintptr>(last)));
        }
        emit pictureChanged();
        return;
    }
    beginResetModel();
    m_picture = std::move(picture);
    m_items = std::move(items);
    m_top = std::move(top);
    m_itemOfRack.assign(m_picture ? m_picture->racks().size() : 0, -1);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].rack >= 0)
            m_itemOfRack[at(m_items[i].rack)] = static_cast<int>(i);
    }
    endResetModel();
}

const FloorModel::Item& FloorModel::itemOf(const QModelIndex& index) const
{
    return m_items[static_cast<std::size_t>(index.internalId())];
}

int FloorModel::rackOf(const QModelIndex& index) const
{
    return index.isValid() ? itemOf(index).rack : -1;
}

QModelIndex FloorModel::indexOfRack(int rack) const
{
    if (rack < 0 || at(rack) >= m_itemOfRack.size())
        return {};
    const int item = m_itemOfRack[at(rack)];
    return createIndex(m_items[at(item)].row, 0, static_cast<quintptr>(item));
}

QModelIndex FloorModel::indexOfHall(int hall) const
{
    return index(hall, NameColumn);
}

QModelIndex FloorModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::vector<int>& siblings = parent.isValid() ? itemOf(parent).children : m_top;
    return createIndex(row, column, static_cast<quintptr>(siblings[at(row)]));
}

QModelIndex FloorModel::parent(const QModelIndex& child) const
{
    const int parent = child.isValid() ? itemOf(child).parent : -1;
    if (parent < 0)
        return {};
    return createIndex(m_items[at(parent)].row, 0, static_cast<quintptr>(parent));
}

int FloorModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const std::vector<int>& rows = parent.isValid() ? itemOf(parent).children : m_top;
    return static_cast<int>(rows.size());
}

int FloorModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString FloorModel::text(const Item& item, int column) const
{
    if (column == NameColumn)
        return item.rack < 0 ? item.text : m_picture->rack(item.rack).rack.name;
    if (item.rack < 0 && item.hall < 0)
        return {};
    if (column == ProblemColumn)
        return problem(item);
    const MeasureValue value = this->value(item, column);
    return value.brief.isEmpty() ? value.sentence : value.brief;
}

QString FloorModel::problem(const Item& item) const
{
    return item.rack >= 0 ? m_picture->place(item.rack).problem
                          : m_picture->site().places()[at(item.hall)].problem;
}

MeasureValue FloorModel::value(const Item& item, int column) const
{
    return item.rack >= 0 ? m_picture->measure(measureIn(column), item.rack)
                          : m_picture->hallMeasure(measureIn(column), item.hall);
}

/// All of a hall or a rack, as it is read out and shown over it.
QString FloorModel::words(const Item& item) const
{
    if (item.rack < 0 && item.hall < 0)
        return item.text;
    QStringList lines{item.rack < 0 ? placeText(m_picture->hall(item.hall).plan)
                                    : tr("Rack %1").arg(text(item, NameColumn))};
    if (m_picture->isFiltered())
        lines << tr("Machines that match the filter: %1")
                     .arg(item.rack < 0 ? m_picture->hall(item.hall).facts.matches
                                        : m_picture->rack(item.rack).facts.matches);
    for (int column = OccupancyColumn; column < ProblemColumn; ++column)
        lines << tr("%1: %2").arg(measureTitle(measureIn(column)), value(item, column).sentence);
    if (const QString problem = text(item, ProblemColumn); !problem.isEmpty())
        lines << problem;
    return lines.join(QLatin1Char('\n'));
}

QVariant FloorModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Item& item = itemOf(index);
    if (role == Qt::DisplayRole)
        return text(item, index.column());
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return words(item);
    return {};
}

QVariant FloorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == NameColumn)
        return tr("Name");
    return section == ProblemColumn ? tr("Problem") : measureTitle(measureIn(section));
}

} // namespace rackhouse
