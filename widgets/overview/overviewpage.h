#pragma once

#include "widgets/overview/overviewdata.h"
#include "widgets/shell/page.h"

#include <QHash>
#include <QTimer>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QStackedWidget;
class QVBoxLayout;

namespace rackhouse
{

class ChartCard;
class FigureList;
class NumberTile;
class Trends;

/// The first page of the morning: what changed, what is broken, what runs, what is free, and how
/// much of the power and the GPUs is used. Every number leads to its list.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    OverviewPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    /// Since when changes are listed.
    enum class Since { LastLook, Yesterday, Day, Week };

    QWidget* buildContent();
    QHBoxLayout* buildTiles(const QString& name, int count, std::vector<NumberTile*>& tiles);
    QWidget* buildSince();
    QWidget* buildEnding();
    QVBoxLayout* buildAttention();
    FigureList* addList(QVBoxLayout* layout, const QString& name, const QString& title,
                        const QString& emptyText);
    QGridLayout* buildCharts();
    void noteLook();
    Instant momentOf(Since since) const;
    void fillSince();

    void refreshSoon();
    void refresh();
    void refreshFindings();
    void joinAttention();
    void show(const OverviewData& read);
    static void showTiles(const std::vector<NumberTile*>& tiles,
                          const std::vector<FigureTile>& figures);
    void showRent(const std::optional<RentFigures>& rent);
    void setColumns(bool hasSites, bool hasCustomers);
    void showAge();
    void fillAttention();
    void attend(const QListWidgetItem* item);

    QStackedWidget* m_stack;
    QListWidget* m_attention;
    QComboBox* m_since = nullptr;
    QLabel* m_age = nullptr;
    std::vector<NumberTile*> m_tiles;
    std::vector<NumberTile*> m_rentTiles;
    FigureList* m_changes = nullptr;
    FigureList* m_running = nullptr;
    QWidget* m_endingBox = nullptr; ///< with the list below
    FigureList* m_ending = nullptr;
    FigureList* m_free = nullptr;
    FigureList* m_use = nullptr;
    FigureList* m_health = nullptr;
    Trends* m_trends = nullptr;
    ChartCard* m_jobs = nullptr;
    ChartCard* m_states = nullptr;
    ChartCard* m_gpus = nullptr;
    ChartCard* m_powers = nullptr;
    std::vector<Attention> m_known;    ///< of machines and what is counted, as last read
    std::vector<Attention> m_findings; ///< of power, fabrics and cabling
    Instant m_foundAt;                 ///< when these were asked for
    std::vector<Attention> m_entries;  ///< that are listed, once the first were read
    bool m_filled = false;
    QTimer m_soon; ///< runs while changes are collected for the next reading
};

} // namespace rackhouse
