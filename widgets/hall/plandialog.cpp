#include "widgets/hall/plandialog.h"

#include "widgets/common/sitelink.h"
#include "widgets/hall/plantable.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabWidget>

#include <utility>

namespace rackhouse
{

namespace
{

constexpr int widestMm = 1'000'000;
constexpr int farthestMm = 10'000'000; ///< from the point that a site is measured from

QString tr(const char* text)
{
    return QCoreApplication::translate("PlanDialog", text);
}

QSpinBox* addNumber(FormDialog* dialog, const QString& name, const QString& label, double value,
                    int least, int most, const QString& unit)
{
    auto* box = new QSpinBox(dialog);
    box->setRange(least, most);
    box->setValue(qRound(value));
    box->setSuffix(u' ' + unit);
    dialog->addWidget(name, label, box);
    return box;
}

PlanTable* addTable(QTabWidget* tabs, const QString& name, const QString& label,
                    const std::vector<PlanTable::Column>& columns)
{
    auto* table = new PlanTable(u"dialog.plan."_qs + name, label, columns, tabs);
    tabs->addTab(table, label);
    return table;
}

std::vector<PlanTable::Column> areaColumns()
{
    return {{tr("Name"), {}, true},
            {tr("Left, mm")},
            {tr("Top, mm")},
            {tr("Width, mm")},
            {tr("Depth, mm")}};
}

QStringList areaCells(const QString& name, const QRectF& area)
{
    return {name, QString::number(area.x()), QString::number(area.y()),
            QString::number(area.width()), QString::number(area.height())};
}

QRectF areaOf(const QStringList& cells)
{
    return {cells.at(1).toDouble(), cells.at(2).toDouble(), cells.at(3).toDouble(),
            cells.at(4).toDouble()};
}

/// Building and storey, side by side.
std::pair<QLineEdit*, QLineEdit*> addBuilding(FormDialog* dialog, const HallPlan& plan)
{
    auto* row = new QWidget(dialog);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& name, const QString& label, const QString& text) {
        auto* line = new QLineEdit(text, row);
        line->setObjectName(u"dialog.plan."_qs + name);
        line->setAccessibleName(label);
        line->setPlaceholderText(label);
        layout->addWidget(line);
        return line;
    };
    auto* building = add(u"building"_qs, tr("Building"), plan.building);
    auto* storey = add(u"storey"_qs, tr("Storey"), plan.storey);
    dialog->addWidget(u"where"_qs, tr("Building, storey"), row);
    return {building, storey};
}

/// Where the hall is on the site, if that is known.
struct SitePlace {
    QCheckBox* known;
    QSpinBox* left;
    QSpinBox* top;

    static SitePlace addTo(FormDialog* dialog, const HallPlan& plan)
    {
        auto* row = new QWidget(dialog);
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* known = new QCheckBox(tr("Known"), row);
        known->setObjectName(u"dialog.plan.on-site"_qs);
        known->setAccessibleName(tr("The place on the site is known"));
        known->setChecked(plan.place.has_value());
        layout->addWidget(known);
        const auto add = [&](const QString& name, const QString& label, qreal value) {
            auto* box = new QSpinBox(row);
            box->setObjectName(u"dialog.plan."_qs + name);
            box->setAccessibleName(label);
            box->setRange(-farthestMm, farthestMm);
            box->setPrefix(label + u' ');
            box->setSuffix(u' ' + tr("mm"));
            box->setValue(qRound(value));
            box->setEnabled(known->isChecked());
            QObject::connect(known, &QCheckBox::toggled, box, &QWidget::setEnabled);
            layout->addWidget(box);
            return box;
        };
        const QPointF place = plan.place.value_or(QPointF());
        auto* left = add(u"left"_qs, tr("Left"), place.x());
        auto* top = add(u"top"_qs, tr("Top"), place.y());
        layout->addStretch(1);
        dialog->addWidget(u"place"_qs, tr("Place on the site"), row);
        return {known, left, top};
    }
};

/// What the tables hold now.
struct Tables {
    PlanTable* aisles;
    PlanTable* doors;
    PlanTable* zones;

    void fill(const HallPlan& plan) const
    {
        for (const HallPlan::Aisle& aisle : plan.aisles)
            aisles->addRow(areaCells(aisle.name, aisle.area)
                           << (aisle.hot ? u"hot"_qs : u"cold"_qs)
                           << (aisle.contained ? u"yes"_qs : u"no"_qs));
        for (const HallPlan::Door& door : plan.doors)
            doors->addRow({door.name, QString::number(door.at.x()), QString::number(door.at.y()),
                           QString::number(door.width), enumText(door.side)});
        for (const HallPlan::Zone& zone : plan.zones)
            zones->addRow(areaCells(zone.name, zone.area));
    }
    HallPlan read() const
    {
        HallPlan plan;
        for (const QStringList& cells : aisles->rows())
            plan.aisles.push_back(
                {cells.at(0), areaOf(cells), cells.at(5) == u"hot", cells.at(6) == u"yes"});
        for (const QStringList& cells : doors->rows())
            plan.doors.push_back({cells.at(0),
                                  {cells.at(1).toDouble(), cells.at(2).toDouble()},
                                  cells.at(3).toDouble(),
                                  *enumFromText<PlanSide>(cells.at(4))});
        for (const QStringList& cells : zones->rows())
            plan.zones.push_back({cells.at(0), areaOf(cells)});
        return plan;
    }
};

/// Why it cannot be saved; empty when it can.
QString whyNot(const HallPlan& plan)
{
    Hall hall;
    hall.plan = plan.toJson();
    return HallPlan::of(hall).problems.isEmpty()
               ? QString()
               : tr("Every aisle and zone needs a width and a depth, every door a width.");
}

/// The problem of the first change that was refused.
QString problemIn(const QJsonObject& answer)
{
    const QJsonArray items = answer.value(u"items"_qs).toArray();
    for (const QJsonValue& item : items) {
        const QJsonObject problem = item[u"problem"_qs].toObject();
        if (!problem.isEmpty())
            return problem.value(u"detail"_qs).toString(problem.value(u"title"_qs).toString());
    }
    return {};
}

} // namespace

FormDialog* makePlanDialog(Context context, const HallPlan& plan, QWidget* parent)
{
    auto* dialog =
        new FormDialog(context, u"plan"_qs, tr("Plan of a hall"),
                       tr("Lengths are in millimetres from the top left corner, inside the walls."),
                       tr("Save plan"), parent);
    QLineEdit* name = dialog->addLine(u"name"_qs, tr("Hall"), {}, plan.name);
    const auto where = addBuilding(dialog, plan);
    const SitePlace place = SitePlace::addTo(dialog, plan);
    auto* width =
        addNumber(dialog, u"width"_qs, tr("Width"), plan.size.width(), 0, widestMm, tr("mm"));
    auto* depth =
        addNumber(dialog, u"depth"_qs, tr("Depth"), plan.size.height(), 0, widestMm, tr("mm"));
    for (QSpinBox* box : {width, depth})
        box->setSpecialValueText(tr("as wide as what stands in it"));
    auto* tile = addNumber(dialog, u"tile"_qs, tr("Tile"), plan.tileMm, 100, 2000, tr("mm"));
    auto* north = addNumber(dialog, u"north"_qs, tr("North"), plan.northDegrees, 0, 359, tr("°"));
    north->setToolTip(tr("Clockwise from the top of the plan"));
    auto aisleColumns = areaColumns();
    aisleColumns.push_back({tr("Kind"), {u"cold"_qs, u"hot"_qs}});
    aisleColumns.push_back({tr("Contained"), {u"no"_qs, u"yes"_qs}});
    auto* tabs = new QTabWidget(dialog);
    tabs->setDocumentMode(true);
    const Tables tables{
        addTable(tabs, u"aisles"_qs, tr("Aisles"), aisleColumns),
        addTable(tabs, u"doors"_qs, tr("Doors"),
                 {{tr("Name"), {}, true},
                  {tr("Left, mm")},
                  {tr("Top, mm")},
                  {tr("Width, mm")},
                  {tr("Wall"), {u"bottom"_qs, u"left"_qs, u"top"_qs, u"right"_qs}}}),
        addTable(tabs, u"zones"_qs, tr("Zones"), areaColumns())};
    tables.fill(plan);
    dialog->addWidget(u"parts"_qs, tr("Parts"), tabs);
    dialog->setMinimumWidth(760);
    QObject::connect(
        dialog, &FormDialog::submitted, dialog, [=, id = plan.id.text(), revision = plan.revision] {
            const HallPlan made = tables.read();
            if (name->text().trimmed().isEmpty())
                return dialog->fail(tr("Give the hall a name."));
            if (const QString reason = whyNot(made); !reason.isEmpty())
                return dialog->fail(reason);
            const QJsonObject fields{{u"name"_qs, name->text().trimmed()},
                                     {u"width_mm"_qs, width->value()},
                                     {u"depth_mm"_qs, depth->value()},
                                     {u"tile_mm"_qs, tile->value()},
                                     {u"north_degrees"_qs, north->value()},
                                     {u"plan"_qs, made.toJson()},
                                     {u"building"_qs, where.first->text().trimmed()},
                                     {u"storey"_qs, where.second->text().trimmed()},
                                     {u"on_site"_qs, place.known->isChecked()},
                                     {u"x_mm"_qs, place.left->value()},
                                     {u"y_mm"_qs, place.top->value()}};
            QJsonObject item{{u"op"_qs, id.isEmpty() ? u"create"_qs : u"change"_qs},
                             {u"kind"_qs, u"hall"_qs},
                             {u"fields"_qs, fields}};
            if (!id.isEmpty()) {
                item.insert(u"id"_qs, id);
                item.insert(u"revision"_qs, revision);
            }
            dialog->setBusy(true);
            context.site.post(
                u"/changesets"_qs, {{u"items"_qs, QJsonArray{item}}}, dialog,
                [dialog](const Result<QJsonObject>& answer) {
                    if (!answer)
                        return dialog->fail(problemText(answer.error()), answer.error().detail);
                    if (const QString problem = problemIn(*answer); !problem.isEmpty())
                        return dialog->fail(problem);
                    dialog->accept();
                });
        });
    return dialog;
}

} // namespace rackhouse
