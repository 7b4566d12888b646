#pragma once

#include "models/floor/floorpicture.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace rackhouse
{

/// What is known of the racks that are selected on the plan, or of the whole hall or site; all
/// measures at once, in words.
class RackCard : public QWidget
{
    Q_OBJECT

public:
    explicit RackCard(QWidget* parent);

    /// `hall` is -1 for all of them.
    void show(const FloorPicture& picture, int hall, const std::vector<int>& racks);

signals:
    void openWanted();  ///< the elevation of the rack
    void tableWanted(); ///< the machines in the racks

private:
    QWidget* buildFacts();
    void addFact(const QString& title, const QString& text);
    void showHall(const FloorPicture& picture, int hall);
    void showSite(const FloorPicture& picture);
    void showRack(const FloorPicture& picture, int rack);
    void showSums(const FloorPicture& picture, const std::vector<int>& racks);

    QLabel* m_title;
    QLabel* m_caption;
    QGridLayout* m_facts;
    QLabel* m_problem;
    QPushButton* m_open;
    QPushButton* m_table;
};

} // namespace rackhouse
