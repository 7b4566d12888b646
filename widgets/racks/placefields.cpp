#include "widgets/racks/placefields.h"

#include "widgets/racks/rackdrag.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>

namespace rackhouse
{

namespace
{

constexpr double kTallest = 100; ///< rack that the site knows, in units

} // namespace

PlaceFields::PlaceFields(FormDialog* dialog)
    : QObject(dialog), m_rack(new QComboBox(dialog)), m_unit(new QDoubleSpinBox(dialog)),
      m_side(new QComboBox(dialog)), m_problems(new QLabel(dialog))
{
    m_unit->setRange(1, kTallest);
    m_problems->setWordWrap(true);
    m_problems->setMinimumHeight(2 * m_problems->fontMetrics().lineSpacing() + 4);
    m_problems->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    dialog->addWidget(u"rack"_qs, tr("Rack"), m_rack);
    dialog->addWidget(u"unit"_qs, tr("Lowest unit"), m_unit);
    dialog->addWidget(u"side"_qs, tr("Face"), m_side);
    dialog->addWidget(u"problems"_qs, tr("Room"), m_problems);
    connect(m_rack, &QComboBox::currentIndexChanged, this, &PlaceFields::rackChosen);
    connect(m_unit, &QDoubleSpinBox::valueChanged, this, &PlaceFields::check);
    connect(m_side, &QComboBox::currentIndexChanged, this, &PlaceFields::check);
}

void PlaceFields::fillSides()
{
    const QSignalBlocker quiet(m_side);
    m_side->addItem(tr("Front"), enumText(RackFace::Front));
    m_side->addItem(tr("Rear"), enumText(RackFace::Rear));
    if (m_device->asset() != nullptr) {
        m_side->addItem(tr("Upright at the left side (0U)"), enumText(Mount::LeftSide));
        m_side->addItem(tr("Upright at the right side (0U)"), enumText(Mount::RightSide));
    }
    const bool upright = m_device->mount() != Mount::Units;
    m_side->setCurrentIndex(
        m_side->findData(upright ? enumText(m_device->mount()) : enumText(m_device->face())));
}

RackId PlaceFields::chosenRack() const
{
    return RackId(m_rack->currentData().toString());
}

void PlaceFields::setBooks(FloorBooks books, const RackId& rack)
{
    m_books = std::move(books);
    {
        const QSignalBlocker quiet(m_rack);
        m_rack->clear();
        m_rack->addItem(tr("None"), QString());
        for (const Rack& known : m_books.racks)
            m_rack->addItem(known.hall.isEmpty() ? known.name
                                                 : tr("%1, %2").arg(known.name, known.hall),
                            known.id.text());
        m_rack->setCurrentIndex(qMax(0, m_rack->findData(rack.text())));
    }
    rackChosen();
}

void PlaceFields::setDevice(const Device& device)
{
    const bool first = !m_device.has_value();
    m_device = device;
    m_unit->setSingleStep(device.needsWholeUnits() ? 1 : .5);
    m_unit->setDecimals(device.needsWholeUnits() ? 0 : 1);
    if (first)
        fillSides();
    check();
}

/// In its own rack a device starts where it is, in another at the lowest units that are free.
void PlaceFields::rackChosen()
{
    const Rack* rack = m_books.rack(chosenRack());
    if (rack != nullptr && m_device) {
        Occupant wanted = m_device->occupant();
        const bool own = m_device->rackId() == rack->id && m_device->takesUnits();
        if (!own) {
            wanted.bottom = 0;
            wanted.bottom = qMax(0, nearestFree(*rack, m_books.occupants(rack->id), wanted));
        }
        m_unit->setValue(wanted.position());
    }
    check();
}

std::optional<Device> PlaceFields::target() const
{
    if (!m_device)
        return std::nullopt;
    const QString side = m_side->currentData().toString();
    const Mount mount = enumFromText<Mount>(side).value_or(Mount::Units);
    const RackFace face = enumFromText<RackFace>(side).value_or(m_device->face());
    const bool inUnits = mount == Mount::Units && chosenRack();
    const Device there = m_device->at(chosenRack(), inUnits ? m_unit->value() : 0, face);
    if (const Asset* asset = there.asset()) {
        Asset mounted = *asset;
        mounted.mount = mount;
        return mounted;
    }
    return there;
}

void PlaceFields::check()
{
    const auto there = target();
    const Rack* rack = m_books.rack(chosenRack());
    m_unit->setEnabled(rack != nullptr && (!there || there->mount() == Mount::Units));
    m_side->setEnabled(rack != nullptr);
    // Nothing is possible before it is known what stands where.
    if (!there || m_rack->count() == 0)
        return;
    QString text = rack != nullptr ? tr("It fits.") : tr("It stands in no rack then.");
    m_possible = true;
    if (rack != nullptr && there->takesUnits()) {
        const auto problems =
            placementProblems(*rack, m_books.occupants(rack->id), there->occupant());
        m_possible =
            std::none_of(problems.begin(), problems.end(),
                         [](const PlacementProblem& problem) { return problem.isImpossible(); });
        if (!problems.empty())
            text = placementText(problems);
    }
    m_problems->setText(text);
    m_problems->setAccessibleDescription(text);
    emit changed();
}

} // namespace rackhouse
