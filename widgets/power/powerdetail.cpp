#include "widgets/power/powerdetail.h"

#include "models/base/units.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <map>

namespace rackhouse
{

namespace
{

QString kindText(const PowerPicture::Supply& supply)
{
    return supply.kind == EndKind::Feed ? feedKindText(supply.feedKind) : PowerDetail::tr("PDU");
}

QString usableText(const PowerPicture::RackLoad& rack)
{
    if (rack.sides.isEmpty())
        return PowerDetail::tr("no PDU of this rack is known");
    if (!rack.usableW)
        return PowerDetail::tr("no limit of its feeds is known");
    return rack.sides.size() == 1
               ? PowerDetail::tr("%1, on side %2 only: nothing takes over when it is lost")
                     .arg(wattsText(*rack.usableW), rack.sides.front())
               : PowerDetail::tr("%1 with a cord on each side").arg(wattsText(*rack.usableW));
}

} // namespace

PowerDetail::PowerDetail(Context context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setObjectName(u"power.detail"_qs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->setSpacing(space::small);
    m_title = new QLabel(this);
    m_title->setObjectName(u"power.title"_qs);
    m_title->setFont(Theme::sectionFont());
    m_title->setWordWrap(true);
    m_caption = new QLabel(this);
    m_caption->setObjectName(u"power.caption"_qs);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setWordWrap(true);
    m_switch = new QPushButton(tr("Mark what is lost with it"), this);
    m_switch->setObjectName(u"power.lost"_qs);
    m_switch->setAccessibleName(m_switch->text());
    m_switch->setCheckable(true);
    connect(m_switch, &QPushButton::toggled, this, [this](bool on) {
        m_switch->setText(on ? tr("Remove the marks") : tr("Mark what is lost with it"));
        emit lossWanted(on);
    });
    m_lossTitle = new QLabel(tr("If it is lost"), this);
    m_lossTitle->setFont(Theme::sectionFont());
    m_loss =
        makePlainList(u"power.loss"_qs, tr("What happens if it is lost"),
                      {tr("Where"), tr("What happens")}, tr("Nothing else is affected."), this);
    m_loss->setColumnWidth(0, 112);
    layout->addWidget(m_title);
    layout->addWidget(m_caption);
    layout->addWidget(m_lossTitle);
    layout->addWidget(m_loss, 1);
    layout->addWidget(m_switch);
    layout->addStretch();
    showNothing();
}

void PowerDetail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.tokens().surface);
    painter.fillRect(QRect(0, 0, 1, height()), m_context.theme.tokens().border);
}

bool PowerDetail::isLossShown() const
{
    return m_switch->isChecked() && m_switch->isVisibleTo(this);
}

void PowerDetail::setLossShown(bool shown)
{
    m_switch->setChecked(shown);
}

void PowerDetail::setFacts(const QString& title, const QString& caption,
                           const std::vector<Fact>& facts, bool losable)
{
    m_title->setText(title);
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    delete m_facts;
    m_facts = new QWidget(this);
    auto* grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, space::small);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(space::tiny);
    grid->setColumnStretch(1, 1);
    for (const Fact& fact : facts) {
        const int line = grid->rowCount();
        auto* name = new QLabel(fact.name, m_facts);
        name->setForegroundRole(QPalette::PlaceholderText);
        auto* value = new QLabel(fact.value, m_facts);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(name, line, 0, Qt::AlignTop);
        grid->addWidget(value, line, 1, Qt::AlignTop);
    }
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(2, m_facts);
    m_switch->setVisible(losable);
    m_lossTitle->setVisible(losable);
    m_loss->setVisible(losable);
    m_loss->clear();
}

void PowerDetail::addLoad(std::vector<Fact>& facts, const PowerPicture::Load& load)
{
    if (load.devices == 0)
        return facts.push_back({tr("Load now"), tr("Nothing is plugged in")});
    QString now = load.unmeasured == load.devices ? tr("not measured") : wattsText(load.nowW);
    if (load.unmeasured > 0 && load.unmeasured < load.devices)
        now = tr("%1, without %L2 of %L3 devices that are not measured")
                  .arg(now)
                  .arg(load.unmeasured)
                  .arg(load.devices);
    facts.push_back({tr("Load now"), now});
    QString plate = load.plateW > 0 ? wattsText(load.plateW) : tr("not known");
    if (load.plateless > 0 && load.plateW > 0)
        plate = tr("%1, of %L2 of %L3 devices what they draw now")
                    .arg(plate)
                    .arg(load.plateless)
                    .arg(load.devices);
    facts.push_back({tr("At name plate"), plate});
}

void PowerDetail::showNothing()
{
    setFacts(tr("Power"), tr("Select a side, a feed, a PDU, a rack or a machine."), {}, false);
}

void PowerDetail::showSide(const PowerView& view, const QString& side)
{
    std::vector<Fact> facts;
    addLoad(facts, view.picture.loadOf(side));
    const std::vector<int> supplies = view.picture.suppliesOf(side);
    setFacts(tr("Side %1").arg(side), tr("Feeds and PDUs: %L1").arg(supplies.size()), facts, true);
    listLoss(view, view.picture.lossOf(supplies));
}

void PowerDetail::showSupply(const PowerView& view, int index)
{
    const PowerPicture::Supply& supply = view.picture.supplies()[std::size_t(index)];
    const auto nameOf = [&view](const QString& id) {
        const int other = view.picture.supplyOf(id);
        return other < 0 ? QString() : view.picture.supplies()[std::size_t(other)].name;
    };
    std::vector<Fact> facts;
    QStringList inputs;
    for (const int input : supply.inputs)
        inputs << view.picture.supplies()[std::size_t(input)].name;
    if (!inputs.isEmpty() && supply.transfers) {
        facts.push_back({tr("Carried by"), inputs.takeFirst()});
        facts.push_back(
            {tr("Switches to"), inputs.isEmpty() ? tr("nothing") : inputs.join(u", "_qs)});
    } else if (!inputs.isEmpty()) {
        facts.push_back({tr("Fed by"), inputs.join(u", "_qs)});
    }
    addLoad(facts, supply.load);
    facts.push_back({tr("May carry"), supply.capacityW > 0 ? wattsText(supply.capacityW)
                                                           : tr("no limit of its own is known")});
    if (!supply.failoverBy.isEmpty())
        facts.push_back(
            {tr("On failover"),
             tr("%1, if %2 is lost").arg(wattsText(supply.failoverW), nameOf(supply.failoverBy))});
    if (!supply.failoverPlateBy.isEmpty())
        facts.push_back({tr("The same at plate"), tr("%1, if %2 is lost")
                                                      .arg(wattsText(supply.failoverPlateW),
                                                           nameOf(supply.failoverPlateBy))});
    setFacts(supply.name,
             supply.side.isEmpty() ? kindText(supply)
                                   : tr("%1, side %2").arg(kindText(supply), supply.side),
             facts, true);
    listLoss(view, view.picture.lossOf(index));
}

void PowerDetail::listLoss(const PowerView& view, const PowerPicture::Loss& loss)
{
    const auto add = [this](const QString& where, Tone tone, const QString& what) {
        auto* line = new QTreeWidgetItem(m_loss, {where, what});
        line->setIcon(1, toneIcon(tone, m_context.theme.tokens()));
        line->setToolTip(0, where);
        line->setToolTip(1, what);
    };
    const auto device = [&view](int index) {
        return view.picture.devices()[std::size_t(index)].name;
    };
    const auto supply = [&view](int index) {
        return view.picture.supplies()[std::size_t(index)].name;
    };
    for (const int index : loss.over)
        add(supply(index), Tone::Critical,
            tr("Over its limit: %1").arg(wattsText(loss.changed.value(index).nowW)));
    for (const int index : loss.dark)
        add(device(index), Tone::Critical, tr("Loses all power"));
    for (const int index : loss.starved)
        add(device(index), toneOf(PowerFinding::Kind::TooFewLeft), tr("Too few supplies left"));
    for (const int index : loss.overAtPlate)
        add(supply(index), Tone::Warning,
            tr("Over at plate: %1").arg(wattsText(loss.changed.value(index).plateW)));
    for (const int index : loss.bare)
        add(device(index), Tone::Warning, tr("Loses redundancy"));
}

void PowerDetail::showRack(const PowerView& view, const QString& id)
{
    if (const PowerPicture::RackLoad* known = view.picture.rackOf(id)) {
        const PowerPicture::RackLoad& rack = *known;
        std::vector<Fact> facts;
        addLoad(facts, rack.load);
        if (rack.limitW > 0)
            facts.push_back({tr("Limit"), wattsText(rack.limitW)});
        facts.push_back({tr("Free units"), QLocale().toString(rack.freeUnits)});
        facts.push_back({tr("Usable"), usableText(rack)});
        for (const auto& [watts, why] :
             {std::pair(rack.strandedFailoverW, tr("%1 that the other side could not take over")),
              std::pair(rack.strandedUnitsW, tr("%1 for which no unit is free")),
              std::pair(rack.strandedLimitW, tr("%1 that its limit does not let through"))}) {
            if (watts > 0)
                facts.push_back({tr("Stranded"), why.arg(wattsText(watts))});
        }
        return setFacts(tr("Rack %1").arg(rack.name), {}, facts, false);
    }
    showNothing();
}

void PowerDetail::showDevice(const PowerView& view, int index)
{
    const PowerPicture::Device& device = view.picture.devices()[std::size_t(index)];
    std::vector<Fact> facts{
        {tr("Draws now"), device.measured ? wattsText(device.nowW) : tr("not measured")},
        {tr("Name plate"), device.plateW > 0 ? wattsText(device.plateW) : tr("not known")}};
    if (device.psus > 0)
        facts.push_back(
            {tr("Supplies"), tr("%L1, of which it needs %L2").arg(device.psus).arg(device.needed)});
    if (!device.failed.isEmpty())
        facts.push_back({tr("Failed"), device.failed.join(u", "_qs)});
    std::map<QString, QStringList> cords; ///< by name of the PDU
    for (const PowerPicture::Plug& plug : device.plugs)
        cords[view.picture.supplies()[std::size_t(plug.supply)].name] << cordText(plug);
    for (const auto& [name, texts] : cords)
        facts.push_back({tr("Cords"), tr("%L1 from %2: %3", "number of cords, PDU, its outlets")
                                          .arg(texts.size())
                                          .arg(name, texts.join(u", "_qs))});
    const Machine* machine = view.machine(device.id);
    if (machine != nullptr && machine->inletC > 0)
        facts.push_back({tr("Inlet"), tr("%L1 °C").arg(machine->inletC, 0, 'f', 1)});
    if (machine != nullptr && machine->leak > Health::Ok)
        facts.push_back({tr("Leaks at"), machine->leakAt});
    setFacts(device.name, view.rackName(device.rackId), facts, false);
}

} // namespace rackhouse
