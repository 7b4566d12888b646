#pragma once

#include "models/floor/floorpicture.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QPushButton;

namespace rackhouse
{

class FilterRow;
struct Context;

/// How the floor is shown: all halls or one of them from above, its racks from the front, or as a
/// list.
enum class FloorMode { Site, Plan, Racks, List };
RACKHOUSE_ENUM_WORDS(FloorMode, {FloorMode::Site, "site"}, {FloorMode::Plan, "plan"},
                     {FloorMode::Racks, "racks"}, {FloorMode::List, "list"})

/// The two rows above the floor: what is shown of it, and the filter.
class FloorBar : public QWidget
{
    Q_OBJECT

public:
    /// Up, Down and Enter of the filter go to `view`.
    FloorBar(const Context& context, QWidget* view, QWidget* parent);

    void setMode(FloorMode mode);
    void setMeasure(FloorMeasure measure);
    /// `current` is -1 where all of them are shown.
    void setHalls(const FloorPicture& picture, int current);
    FilterRow* filter() const { return m_filter; }

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
    FilterRow* buildFilter(const Context& context, QWidget* view);

    std::vector<QPushButton*> m_modes; ///< by FloorMode
    QComboBox* m_hall;
    QStringList m_names; ///< of the halls
    QComboBox* m_measure;
    QPushButton* m_front;
    QPushButton* m_rear;
    QPushButton* m_full;
    FilterRow* m_filter;
};

} // namespace rackhouse
