#include "widgets/cabling/cabledialog.h"

#include "models/items/displaytext.h"
#include "widgets/common/edits.h"
#include "widgets/common/records.h"
#include "widgets/racks/floordialogs.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace rackhouse
{

namespace
{

/// A line that completes what begins or contains what is typed, and never by itself: "swp1" is not
/// to become "swp10" on the way to the next field.
QComboBox* makeChoice(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    return box;
}

template <class E>
QComboBox* makeWords(QWidget* parent, E current)
{
    auto* box = new QComboBox(parent);
    for (const QString& word : detail::wordsOf<E>())
        box->addItem(wordText(word), word);
    box->setCurrentIndex(box->findData(enumText(current)));
    return box;
}

} // namespace

CableDialog::CableDialog(Context context, const Cable& cable, QWidget* parent)
    : FormDialog(context, u"cable"_qs, cable.id.isEmpty() ? tr("Connect") : tr("Change a cable"),
                 tr("Say which port of which device is at each end. An end that is left empty "
                    "hangs free."),
                 cable.id.isEmpty() ? tr("Connect") : tr("Change cable"), parent),
      m_cable(cable)
{
    m_a = addEnd(u"a"_qs, tr("From"), tr("From port"));
    m_b = addEnd(u"b"_qs, tr("To"), tr("To port"));
    addLooks();
    setReady(false, tr("The books are being read"));
    connect(this, &FormDialog::submitted, this, &CableDialog::save);
    m_context.records.fetch<CableBooks>(this, CableBooks::read,
                                        [this](const CableBooks& read) { take(read); });
}

CableDialog::End CableDialog::addEnd(const QString& name, const QString& device,
                                     const QString& port)
{
    const End end{makeChoice(this), makeChoice(this)};
    addWidget(name, device, end.device);
    addWidget(name + u".port"_qs, port, end.port);
    connect(end.device, &QComboBox::editTextChanged, this, [this, end] {
        offerPorts(end);
        check();
    });
    connect(end.port, &QComboBox::editTextChanged, this, &CableDialog::check);
    return end;
}

void CableDialog::addLooks()
{
    m_kind = makeWords(this, m_cable.kind);
    addWidget(u"kind"_qs, tr("Kind"), m_kind);
    m_state = makeWords(this, m_cable.state);
    addWidget(u"state"_qs, tr("State"), m_state);
    m_label = addLine(u"label"_qs, tr("Label"), u"C-0001"_qs, m_cable.label);
    m_colour = addLine(u"colour"_qs, tr("Colour"), tr("blue"), m_cable.colour);
    m_length = new QDoubleSpinBox(this);
    m_length->setRange(0, 10'000);
    m_length->setDecimals(1);
    m_length->setSuffix(u" m"_qs);
    m_length->setSpecialValueText(tr("not known"));
    m_length->setValue(m_cable.lengthM);
    addWidget(u"length"_qs, tr("Length"), m_length);
    m_checks = new QLabel(this);
    m_checks->setWordWrap(true);
    m_checks->setMinimumHeight(2 * fontMetrics().lineSpacing());
    addWidget(u"checks"_qs, {}, m_checks);
    m_checks->setAccessibleName(tr("What speaks against it"));
    connect(m_state, &QComboBox::currentIndexChanged, this, [this] {
        offerPorts(m_a);
        offerPorts(m_b);
        check();
    });
    connect(m_label, &QLineEdit::textChanged, this, &CableDialog::check);
}

void CableDialog::take(const CableBooks& read)
{
    const bool isUntouched =
        m_a.device->currentText().isEmpty() && m_b.device->currentText().isEmpty();
    m_books = read.freshened(*m_context.edits);
    m_devices = m_books->devices();
    fillEnd(m_a, m_cable.aId, m_cable.aPort);
    fillEnd(m_b, m_cable.bId, m_cable.bPort);
    for (QComboBox* box : {m_a.device, m_a.port, m_b.device, m_b.port}) {
        if (isUntouched && box->currentText().isEmpty()) {
            box->setFocus();
            break;
        }
    }
    check();
}

void CableDialog::fillEnd(const End& end, const QString& device, const QString& port)
{
    const QString typed = end.device->currentText();
    {
        const QSignalBlocker quiet(end.device);
        for (const CableBooks::Device& known : m_devices)
            end.device->addItem(known.name, known.id);
        end.device->setCurrentIndex(end.device->findData(device));
        if (device.isEmpty())
            end.device->setEditText(typed);
    }
    if (end.port->currentText().isEmpty())
        end.port->setEditText(port);
    offerPorts(end);
}

/// The ports of the device that have room for the cable.
void CableDialog::offerPorts(const End& end)
{
    const QSignalBlocker quiet(end.port);
    const QString typed = end.port->currentText();
    end.port->clear();
    EndKind kind = EndKind::None;
    PortRef there;
    if (m_books && readEnd(end, kind, there.device, there.port) && !there.isFree()) {
        Cable like = m_cable;
        like.state = *enumFromText<CableState>(m_state->currentData().toString());
        for (const QString& port : m_books->portsOf(there.device)) {
            if (m_books->taking({there.device, port}, like) == nullptr)
                end.port->addItem(port);
        }
    }
    end.port->setCurrentIndex(-1);
    end.port->setEditText(typed);
}

bool CableDialog::readEnd(const End& end, EndKind& kind, QString& id, QString& port) const
{
    const QString name = end.device->currentText().trimmed();
    kind = EndKind::None;
    id.clear();
    port.clear();
    if (name.isEmpty())
        return true;
    const auto known =
        std::find_if(m_devices.begin(), m_devices.end(), [&name](const CableBooks::Device& device) {
            return device.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    if (known == m_devices.end())
        return false;
    kind = known->kind;
    id = known->id;
    port = end.port->currentText().trimmed();
    return true;
}

std::optional<Cable> CableDialog::cable() const
{
    Cable made = m_cable;
    if (!readEnd(m_a, made.aKind, made.aId, made.aPort) ||
        !readEnd(m_b, made.bKind, made.bId, made.bPort))
        return std::nullopt;
    made.kind = *enumFromText<CableKind>(m_kind->currentData().toString());
    made.state = *enumFromText<CableState>(m_state->currentData().toString());
    made.label = m_label->text().trimmed();
    made.colour = m_colour->text().trimmed();
    made.lengthM = m_length->value();
    return made;
}

void CableDialog::check()
{
    if (!m_books)
        return;
    const auto made = cable();
    const QString problem =
        made ? m_books->problem(*made) : tr("Choose a device that the books have at each end.");
    setReady(problem.isEmpty(), problem);
    const QStringList doubts = problem.isEmpty() ? m_books->doubts(*made) : QStringList{problem};
    m_checks->setText(doubts.isEmpty() ? tr("Both ports are free.") : doubts.join(u' '));
}

void CableDialog::save()
{
    Cable made = *cable();
    const QString name = Cabling::labelText(&made);
    if (!m_cable.id.isEmpty())
        return submitEdit(m_context, this,
                          {tr("change of %1").arg(name), {Edits::change(m_cable, made)}});
    made.id = CableId::create();
    submitEdit(m_context, this, {tr("connecting of %1").arg(name), {Edits::creation(made)}});
}

} // namespace rackhouse
