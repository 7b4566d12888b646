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

PlaceFields::PlaceFields(FormDialog* dialog, const QString& name)
    : QObject(dialog), m_dialog(dialog), m_rack(new QComboBox(dialog)),
      m_mount(new QComboBox(dialog)), m_unit(new QDoubleSpinBox(dialog)),
      m_face(new QComboBox(dialog)), m_problems(new QLabel(dialog))
{
    m_mount->addItem(tr("In the units"), enumText(Mount::Units));
    m_mount->addItem(tr("Upright at the left side (0U)"), enumText(Mount::LeftSide));
    m_mount->addItem(tr("Upright at the right side (0U)"), enumText(Mount::RightSide));
    m_unit->setRange(1, kTallest);
    m_unit->setDecimals(1);
    m_face->addItem(tr("Front"), enumText(RackFace::Front));
    m_face->addItem(tr("Rear"), enumText(RackFace::Rear));
    m_problems->setWordWrap(true);
    m_problems->setMinimumHeight(2 * m_problems->fontMetrics().lineSpacing() + 4);
    m_problems->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    dialog->addWidget(u"rack"_qs, tr("Rack"), m_rack);
    dialog->addWidget(u"mount"_qs, tr("Mounting"), m_mount);
    dialog->addWidget(u"unit"_qs, tr("Lowest unit"), m_unit);
    dialog->addWidget(u"face"_qs, tr("Face"), m_face);
    dialog->addWidget(u"problems"_qs, tr("Fits"), m_problems);
    m_rack->setProperty("fields", name);
    connect(m_rack, &QComboBox::currentIndexChanged, this, &PlaceFields::rackChosen);
    connect(m_mount, &QComboBox::currentIndexChanged, this, &PlaceFields::check);
    connect(m_unit, &QDoubleSpinBox::valueChanged, this, &PlaceFields::check);
    connect(m_face, &QComboBox::currentIndexChanged, this, &PlaceFields::check);
}

RackId PlaceFields::chosenRack() const
{
    return RackId(m_rack->currentData().toString());
}

void PlaceFields::setBooks(FloorBooks books, const RackId& rack)
{
    m_books = std::move(books);
    const RackId wanted = rack ? rack : m_device ? m_device->rackId() : RackId();
    {
        const QSignalBlocker quiet(m_rack);
        m_rack->clear();
        m_rack->addItem(tr("None"), QString());
        for (const Rack& known : m_books.racks)
            m_rack->addItem(known.hall.isEmpty() ? known.name
                                                 : tr("%1, %2").arg(known.name, known.hall),
                            known.id.text());
        const int first = m_books.racks.empty() ? 0 : 1;
        m_rack->setCurrentIndex(qMax(first, m_rack->findData(wanted.text())));
    }
    rackChosen();
}

void PlaceFields::setDevice(const Device& device)
{
    const bool first = !m_device.has_value();
    m_device = device;
    m_dialog->setRowVisible(m_mount, device.asset() != nullptr);
    m_unit->setSingleStep(device.needsWholeUnits() ? 1 : .5);
    m_unit->setDecimals(device.needsWholeUnits() ? 0 : 1);
    if (first) {
        m_face->setCurrentIndex(m_face->findData(enumText(device.face())));
        m_mount->setCurrentIndex(m_mount->findData(enumText(device.mount())));
    }
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
    const auto face = enumFromText<RackFace>(m_face->currentData().toString());
    const bool upright = m_device->asset() != nullptr && m_mount->currentIndex() > 0;
    const bool placed = static_cast<bool>(chosenRack());
    Device there = m_device->at(chosenRack(), upright || !placed ? 0 : m_unit->value(), *face);
    if (const Asset* asset = there.asset()) {
        Asset mounted = *asset;
        mounted.mount = *enumFromText<Mount>(m_mount->currentData().toString());
        return mounted;
    }
    return there;
}

void PlaceFields::check()
{
    const auto there = target();
    const Rack* rack = m_books.rack(chosenRack());
    m_unit->setEnabled(rack != nullptr && (!there || there->mount() == Mount::Units));
    m_face->setEnabled(m_unit->isEnabled());
    if (!there)
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
