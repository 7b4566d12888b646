#include "widgets/hall/rackcard.h"

#include "models/base/units.h"
#include "models/items/floormodel.h"
#include "models/market/price.h"
#include "models/power/powerpicture.h"
#include "widgets/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <numeric>

namespace rackhouse
{

namespace
{

/// "1.20 MW measured + 340 kW by plate (30 of 130)"
QString powerText(const RackFacts& power)
{
    QString text;
    if (power.byPlate == 0)
        text = RackCard::tr("%1 measured").arg(wattsText(power.measuredW));
    else if (power.measured == 0)
        text = RackCard::tr("%1 by plate").arg(wattsText(power.plateW));
    else
        text = RackCard::tr("%1 measured + %2 by plate (%L3 of %L4)")
                   .arg(wattsText(power.measuredW), wattsText(power.plateW))
                   .arg(power.byPlate)
                   .arg(power.byPlate + power.measured);
    if (power.powerStale > 0)
        text += RackCard::tr("; not heard of for long: %L1").arg(power.powerStale);
    return text;
}

} // namespace

RackCard::RackCard(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_caption(new QLabel(this)),
      m_facts(new QGridLayout), m_problem(new QLabel(this)),
      m_open(new QPushButton(tr("Open elevation"), this)),
      m_table(new QPushButton(tr("Show in table"), this))
{
    setObjectName(u"floor.card"_qs);
    setAccessibleName(tr("What is selected"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setObjectName(u"floor.card.title"_qs);
    m_title->setFont(Theme::sectionFont());
    m_title->setWordWrap(true);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setWordWrap(true);
    m_facts->setVerticalSpacing(space::small);
    m_facts->setHorizontalSpacing(space::medium);
    m_facts->setColumnStretch(1, 1);
    m_problem->setObjectName(u"floor.card.problem"_qs);
    m_problem->setWordWrap(true);
    m_open->setObjectName(u"floor.open"_qs);
    m_open->setAccessibleName(m_open->text());
    m_open->setToolTip(tr("See the rack and its row from the front (Enter)"));
    m_table->setObjectName(u"floor.table"_qs);
    m_table->setAccessibleName(m_table->text());
    m_table->setToolTip(tr("See the machines in these racks as a table"));
    connect(m_open, &QPushButton::clicked, this, &RackCard::openWanted);
    connect(m_table, &QPushButton::clicked, this, &RackCard::tableWanted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->addWidget(buildFacts(), 1);
    layout->addSpacing(space::small);
    layout->addWidget(m_open);
    layout->addWidget(m_table);
}

QWidget* RackCard::buildFacts()
{
    auto* facts = new QWidget;
    auto* layout = new QVBoxLayout(facts);
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_caption);
    layout->addSpacing(space::small);
    layout->addLayout(m_facts);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    auto* area = new QScrollArea(this);
    area->setObjectName(u"floor.card.facts"_qs);
    area->setAccessibleName(tr("Facts"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setBackgroundRole(QPalette::Base);
    area->setWidget(facts);
    return area;
}

void RackCard::addFact(const QString& title, const QString& text)
{
    const int row = m_facts->rowCount();
    auto* name = new QLabel(title, this);
    name->setFont(Theme::captionFont());
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setWordWrap(true);
    auto* value = new QLabel(text, this);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addWidget(name, row, 0, Qt::AlignTop);
    m_facts->addWidget(value, row, 1, Qt::AlignTop);
}

void RackCard::show(const FloorPicture& picture, int hall, const std::vector<int>& racks)
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_problem->clear();
    const bool any = !racks.empty();
    m_open->setVisible(racks.size() == 1);
    m_table->setVisible(any);
    if (racks.size() == 1)
        return showRack(picture, racks.front());
    if (!any)
        return hall < 0 ? showSite(picture) : showHall(picture, hall);
    m_title->setText(tr("Racks: %1").arg(racks.size()));
    m_caption->setText(tr("selected"));
    showSums(picture, racks);
}

void RackCard::showHall(const FloorPicture& picture, int hall)
{
    const FloorPicture::HallEntry& entry = picture.hall(hall);
    m_title->setText(FloorModel::placeText(entry.plan));
    m_caption->setText(tr("Select a rack to see what is in it. Enter opens it."));
    showSums(picture, entry.racks);
    QStringList problems = entry.plan.problems;
    problems << picture.site().places()[size_t(hall)].problem;
    problems.removeAll(QString());
    m_problem->setText(problems.join(u'\n'));
}

void RackCard::showSite(const FloorPicture& picture)
{
    m_title->setText(tr("All halls"));
    m_caption->setText(tr("Go nearer to come into a hall."));
    addFact(tr("Halls"), QLocale().toString(int(picture.halls().size())));
    std::vector<int> racks(picture.racks().size());
    std::iota(racks.begin(), racks.end(), 0);
    showSums(picture, racks);
    QStringList problems;
    for (size_t hall = 0; hall < picture.halls().size(); ++hall) {
        if (const QString& problem = picture.site().places()[hall].problem; !problem.isEmpty())
            problems << FloorModel::hallTitle(picture.halls()[hall].plan.name) + u": "_qs + problem;
    }
    m_problem->setText(problems.join(u'\n'));
}

void RackCard::showRack(const FloorPicture& picture, int rack)
{
    const Rack& row = picture.rack(rack).rack;
    m_title->setText(row.name);
    QStringList place{FloorModel::hallTitle(row.hall), FloorModel::rowTitle(row.row)};
    if (row.position > 0)
        place << tr("place %1").arg(row.position);
    m_caption->setText(place.join(u", "_qs));
    if (picture.isFiltered())
        addFact(tr("Matches"), tr("%1 of %2 machines")
                                   .arg(picture.rack(rack).facts.matches)
                                   .arg(picture.rack(rack).facts.machines));
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words)
        addFact(measureTitle(measure), picture.measure(measure, rack).sentence);
    m_problem->setText(picture.place(rack).problem);
}

void RackCard::showSums(const FloorPicture& picture, const std::vector<int>& racks)
{
    double units = 0, used = 0;
    RackFacts power; // of which only that
    qint64 gpus = 0, freeGpus = 0;
    MoneySums revenue;
    int machines = 0, matches = 0, problems = 0;
    std::array<int, 4> health{};
    for (const int rack : racks) {
        const RackFacts& facts = picture.rack(rack).facts;
        units += double(picture.rack(rack).rack.heightUnits);
        used += facts.usedUnits;
        power.measuredW += facts.measuredW;
        power.plateW += facts.plateW;
        power.measured += facts.measured;
        power.byPlate += facts.byPlate;
        power.powerStale += facts.powerStale;
        gpus += facts.gpus;
        freeGpus += facts.freeGpus;
        revenue.add(facts.revenue);
        machines += facts.machines;
        matches += facts.matches;
        problems += picture.place(rack).problem.isEmpty() ? 0 : 1;
        for (size_t state = 0; state < health.size(); ++state)
            health[state] += facts.health[state];
    }
    const QLocale locale;
    addFact(tr("Racks"), locale.toString(int(racks.size())));
    addFact(tr("Machines"), locale.toString(machines));
    if (picture.isFiltered())
        addFact(tr("Matches"), locale.toString(matches));
    addFact(tr("Units"), tr("%1 of %2 used").arg(locale.toString(used), locale.toString(units)));
    if (power.measured + power.byPlate > 0)
        addFact(tr("Power"), powerText(power));
    addFact(tr("GPUs"), tr("%1 of %2 free").arg(locale.toString(freeGpus), locale.toString(gpus)));
    if (!revenue.isEmpty())
        addFact(tr("Revenue"), tr("%1 a month").arg(moneyText(revenue)));
    addFact(tr("Health"), tr("%L1 critical, %L2 warning, %L3 not known")
                              .arg(health[size_t(Health::Critical)])
                              .arg(health[size_t(Health::Warning)])
                              .arg(health[size_t(Health::Unknown)]));
    if (problems > 0)
        addFact(tr("Misplaced"),
                tr("%L1 racks that cannot stand where they are drawn").arg(problems));
}

} // namespace rackhouse
