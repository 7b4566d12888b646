#pragma once

#include "models/floor/floorpicture.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace rackhouse
{

class FilterBox;

/// How the floor is shown: from above, from the front of its racks, or as a list.
enum class FloorMode { Plan, Racks, List };
RACKHOUSE_ENUM_WORDS(FloorMode, {FloorMode::Plan, "plan"}, {FloorMode::Racks, "racks"},
                     {FloorMode::List, "list"})

/// The two rows above the floor: what is shown of it, and the filter.
class FloorBar : public QWidget
{
    Q_OBJECT

public:
    /// Up, Down and Enter of the filter go to `view`.
    FloorBar(QWidget* view, QWidget* parent);

    void setMode(FloorMode mode);
    void setMeasure(FloorMeasure measure);
    void setHalls(const FloorPicture& picture, int current);
    void setFilter(const QString& text);
    /// How many machines match; empty without a filter.
    void setCount(const QString& text);

    /// A command, behind the filter.
    void addButton(QWidget* button);

signals:
    void modeChosen(rackhouse::FloorMode mode);
    void measureChosen(rackhouse::FloorMeasure measure);
    void hallChosen(const QString& name);
    void filterChanged(const QString& text);
    void faceChosen(bool rear);
    void fitChosen();
    void fullChosen();

private:
    QPushButton* addChoice(QButtonGroup* group, QHBoxLayout* row, const QString& name,
                           const QString& text, std::function<void()> chosen);
    QWidget* buildViews();
    QWidget* buildFilter(QWidget* view);

    QHBoxLayout* m_row;                ///< the upper one
    std::vector<QPushButton*> m_modes; ///< by FloorMode
    QComboBox* m_hall;
    QStringList m_names; ///< of the halls
    QComboBox* m_measure;
    QPushButton* m_front;
    QPushButton* m_rear;
    QPushButton* m_full;
    FilterBox* m_filter;
    QLabel* m_count;
};

} // namespace rackhouse
