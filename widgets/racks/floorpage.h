#pragma once

#include "models/floor/floorpicture.h"
#include "models/query/filter.h"
#include "widgets/hall/floorbar.h"
#include "widgets/shell/page.h"

#include <QTimer>

#include <memory>
#include <optional>

class QStackedWidget;
class QTreeView;

namespace rackhouse
{

class FloorModel;
class HallLegend;
class HallView;
class Inspector;
class MessageStrip;
class MomentBar;
class PastFloor;
class RackCard;
class RackPane;
class Records;
struct FloorBooks;

/// The floor of the site: all halls or one of them from above, a row of racks from the front or the
/// rear, or all of it as a list; one selection, one filter and one measure for all of them.
///
/// Its link: "/floor?view=racks&hall=Hall 1&rack=ID,ID&machine=ID&measure=power&filter=gpu:h200";
/// "view=site" shows all halls, "device=ID" goes to a machine or asset in its rack,
/// "at=2026-11-20T08:00:00Z" to a past moment.
class FloorPage : public Page
{
    Q_OBJECT

public:
    FloorPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;
    void print() override;
    QString whyNotPrint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    static constexpr int kLeastPauseMs = 1000; ///< between two readings of the floor
    static constexpr int kAgeTickMs = 30'000;

    /// What a link asks to go to.
    struct Wish {
        QStringList racks;
        QStringList machines;
        QString device;      ///< that the elevation goes to
        bool anyHall = true; ///< it names neither a hall nor a view

        bool isEmpty() const { return racks.isEmpty() && machines.isEmpty() && device.isEmpty(); }
        bool operator==(const Wish&) const = default;
    };
    struct Snapshot {
        std::shared_ptr<const FloorPicture> picture;
        Wish wish;         ///< at the time of reading
        QStringList racks; ///< where that is
    };
    void buildViews();
    void connectBar();
    void addPlanAction();
    void addArrangeAction();
    void arrange(bool begin);
    static QString arrangeHelp();
    void putHall(int hall, const QPointF& place);
    void addPastAction();
    void addMeasureActions();
    void chooseMeasure(FloorMeasure measure);
    void showMeasure(FloorMeasure measure);
    void inspect(const RecordInfo& kind, const std::vector<QJsonObject>& rows);
    void visitPast(const QString& moment);
    void showPast();
    void leavePast();
    void lockCommands();
    Records& records() const; ///< of the moment that is shown
    void connectViews();
    void refresh();
    void noteChange();
    void forget();
    void show(const Snapshot& snapshot);
    void keepSelection(const QStringList& racks, const QString& current);
    void setMode(FloorMode mode);
    void fitColumns();
    void chooseMode(FloorMode mode); ///< the person does, or a hall of it
    void chooseHall(const QString& name);
    void followPlan(); ///< the person has gone into a hall or out of it
    bool goTo(const Snapshot& snapshot);
    void applyFilter(const QString& text);
    void moveLink();
    void racksMoved();   ///< the selection on the plan
    void devicesMoved(); ///< the selection in the elevation
    bool readRow();      ///< whether the row of the current rack is on its way to the elevation
    void readRowAgain();
    void showRow(const FloorBooks& read);
    void enterRack(int rack);
    void leaveRacks();
    void showInTable();
    const FloorPicture* picture() const;
    bool hasSeveralHalls() const;
    int shownHall() const; ///< -1: all of them, or none
    int currentRack() const;
    std::vector<int> selectedRacks() const;
    QString allSitesText() const; ///< what to know where no site is chosen
    QStringList idsOf(const std::vector<int>& racks) const;

    PastFloor* m_past;
    FloorModel* m_floor;
    HallView* m_plan;
    RackPane* m_racks;
    QTreeView* m_tree;
    FloorBar* m_bar;
    MomentBar* m_moment;
    HallLegend* m_legend;
    RackCard* m_card;
    Inspector* m_inspector;
    MessageStrip* m_strip;
    QStackedWidget* m_views;
    QStackedWidget* m_side;
    QStackedWidget* m_stack;
    FloorMode m_mode = FloorMode::Plan;
    QString m_hall;
    query::Filter m_filter;
    QString m_filterText;
    Wish m_wish;
    QString m_goTo;      ///< rack or device that the elevation goes to once its row is there
    QStringList m_row;   ///< ids of the racks in the elevation
    QStringList m_aimed; ///< racks whose machines are the target
    QTimer m_pause;      ///< between two reads while the site changes all the time
    QTimer m_ageTick;
    bool m_changed = false;
};

} // namespace rackhouse
