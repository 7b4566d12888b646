#include "widgets/market/rentaldialog.h"

#include "models/domain/rentprice.h"
#include "models/market/holding.h"
#include "models/market/price.h"
#include "widgets/common/edits.h"
#include "widgets/common/records.h"
#include "widgets/market/holdingtext.h"
#include "widgets/racks/floordialogs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr qint64 kMinuteMs = 60'000;

QString titleOf(const Allocation& allocation, qsizetype machines)
{
    if (!allocation.id.isEmpty())
        return RentalDialog::tr("Change rental");
    const bool isRental = allocation.kind == AllocationKind::Rental;
    if (machines < 2)
        return isRental ? RentalDialog::tr("Rent out") : RentalDialog::tr("Reserve");
    return (isRental ? RentalDialog::tr("Rent out %L1 machines")
                     : RentalDialog::tr("Reserve %L1 machines"))
        .arg(machines);
}

QDateTimeEdit* makeTime(QWidget* parent, Instant at)
{
    auto* edit = new QDateTimeEdit(parent);
    edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_qs);
    edit->setCalendarPopup(true);
    edit->setDateTime(at.toDateTime().toLocalTime());
    return edit;
}

Instant timeOf(const QDateTimeEdit* edit)
{
    return {edit->dateTime().toMSecsSinceEpoch()};
}

QStringList slotsOf(const QString& text)
{
    QStringList names;
    for (const QString& part : text.split(u',')) {
        if (!part.trimmed().isEmpty())
            names << part.trimmed();
    }
    return names;
}

} // namespace

RentalDialog::RentalDialog(Context context, const Allocation& allocation,
                           const QStringList& machines, QWidget* parent)
    : FormDialog(context, u"rental"_qs, titleOf(allocation, machines.size()),
                 tr("Whoever holds a machine keeps it from others. Only a rental brings revenue."),
                 titleOf(allocation, machines.size()), parent),
      m_allocation(allocation), m_machines(machines)
{
    addWho();
    addWhen();
    addPrice();
    setReady(false, tr("The books are being read"));
    connect(this, &FormDialog::submitted, this, &RentalDialog::save);
    m_context.records.fetch<Books>(this, read, [this](const Books& books) { take(books); });
}

RentalDialog::Books RentalDialog::read(Rows& rows)
{
    Books books{rows.listFields<Machine>({u"id"_qs, u"name"_qs, u"gpu_count"_qs}),
                rows.list<Allocation>(),
                rows.list<SiteSettings>(),
                {}};
    for (const Component& gpu : rows.list<Component>(
             {.equals = {{u"kind"_qs, enumText(ComponentKind::Gpu)}}, .orderBy = u"slot"_qs}))
        books.gpus[gpu.machineId.text()] << gpu.slot;
    return books;
}

void RentalDialog::addWho()
{
    if (m_machines.isEmpty()) {
        m_machine = new QComboBox(this);
        m_machine->setEditable(true);
        m_machine->setInsertPolicy(QComboBox::NoInsert);
        m_machine->completer()->setCompletionMode(QCompleter::PopupCompletion);
        m_machine->completer()->setFilterMode(Qt::MatchContains);
        addWidget(u"machine"_qs, tr("Machine"), m_machine);
        connect(m_machine, &QComboBox::editTextChanged, this, &RentalDialog::check);
    }
    m_kind = new QComboBox(this);
    for (const auto& [kind, word] : EnumWords<AllocationKind>::words)
        m_kind->addItem(allocationKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(m_allocation.kind)));
    addWidget(u"kind"_qs, tr("Held as"), m_kind);
    m_customer =
        addLine(u"customer"_qs, tr("Customer"), tr("who pays for it"), m_allocation.customer);
    m_gpus =
        addLine(u"gpus"_qs, tr("GPUs"), tr("all of the machine"), m_allocation.gpus.join(u", "_qs));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RentalDialog::check);
    connect(m_customer, &QLineEdit::textChanged, this, &RentalDialog::check);
    connect(m_gpus, &QLineEdit::textChanged, this, &RentalDialog::check);
    setRowVisible(m_gpus, m_machines.size() < 2);
}

void RentalDialog::addWhen()
{
    const Instant now{m_context.clock.now().ms / kMinuteMs * kMinuteMs};
    const Instant start = m_allocation.startsAt.isSet() ? m_allocation.startsAt : now;
    m_from = makeTime(this, start);
    addWidget(u"from"_qs, tr("From"), m_from);
    m_open = new QCheckBox(tr("Open end"), this);
    m_open->setChecked(!m_allocation.endsAt.isSet());
    addWidget(u"open"_qs, {}, m_open);
    m_open->setAccessibleName(tr("Open end"));
    const QDateTime month = start.toDateTime().toLocalTime().addMonths(1);
    m_until = makeTime(this, m_allocation.endsAt.isSet() ? m_allocation.endsAt
                                                         : Instant{month.toMSecsSinceEpoch()});
    addWidget(u"until"_qs, tr("Until"), m_until);
    setRowVisible(m_until, !m_open->isChecked());
    connect(m_open, &QCheckBox::toggled, this, [this](bool open) {
        setRowVisible(m_until, !open);
        check();
    });
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &RentalDialog::check);
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, &RentalDialog::check);
}

void RentalDialog::addPrice()
{
    const bool isPriced = !m_allocation.currency.isEmpty();
    m_amount = addLine(
        u"amount"_qs, tr("Price"), tr("nothing"),
        isPriced ? microText(m_allocation.amountMicro).replace(u'.', QLocale().decimalPoint())
                 : QString());
    m_currency = new QComboBox(this);
    m_currency->setEditable(true);
    m_currency->setInsertPolicy(QComboBox::NoInsert);
    m_currency->addItems({u"EUR"_qs, u"USD"_qs, u"GBP"_qs, u"CHF"_qs, u"JPY"_qs});
    addWidget(u"currency"_qs, tr("Currency"), m_currency);
    m_currency->setEditText(isPriced ? m_allocation.currency : u"EUR"_qs);
    m_unit = new QComboBox(this);
    for (const auto& [unit, word] : EnumWords<PriceUnit>::words)
        m_unit->addItem(tr("per %1").arg(priceUnitText(unit)), int(unit));
    m_unit->setCurrentIndex(m_unit->findData(int(m_allocation.unit)));
    addWidget(u"unit"_qs, tr("For"), m_unit);
    m_channel = addLine(u"channel"_qs, tr("Channel"), {}, m_allocation.channel);
    m_note = addLine(u"note"_qs, tr("Note"), {}, m_allocation.note);
    m_sum = new QLabel(this);
    m_sum->setWordWrap(true);
    m_sum->setMinimumHeight(2 * fontMetrics().lineSpacing());
    addWidget(u"sum"_qs, {}, m_sum);
    m_sum->setAccessibleName(tr("What it comes to"));
    showPrice();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RentalDialog::showPrice);
    connect(m_amount, &QLineEdit::textChanged, this, &RentalDialog::check);
    connect(m_channel, &QLineEdit::textChanged, this, &RentalDialog::check);
    connect(m_currency, &QComboBox::editTextChanged, this, &RentalDialog::check);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &RentalDialog::check);
}

/// Nobody pays for maintenance or an own job.
bool RentalDialog::isPaid() const
{
    const auto kind = AllocationKind(m_kind->currentData().toInt());
    return kind == AllocationKind::Rental || kind == AllocationKind::Reservation;
}

void RentalDialog::showPrice()
{
    for (QWidget* row : {static_cast<QWidget*>(m_amount), static_cast<QWidget*>(m_currency),
                         static_cast<QWidget*>(m_unit)})
        setRowVisible(row, isPaid());
}

void RentalDialog::take(const Books& books)
{
    m_books = books;
    m_context.edits->freshen(m_books->allocations);
    if (m_allocation.currency.isEmpty()) {
        MoneySums usual;
        for (const Allocation& allocation : m_books->allocations)
            usual.add({allocation.amountMicro, allocation.currency});
        if (!usual.isEmpty())
            m_currency->setEditText(usual.mainCurrency());
    }
    if (m_machine != nullptr) {
        const QString typed = m_machine->currentText();
        const QSignalBlocker quiet(m_machine);
        for (const Machine& machine : m_books->machines)
            m_machine->addItem(machine.name, machine.id.text());
        m_machine->model()->sort(0);
        m_machine->setCurrentIndex(-1);
        m_machine->setEditText(typed);
        m_machine->setFocus();
    } else if (m_customer->text().isEmpty()) {
        m_customer->setFocus();
    }
    check();
}

std::vector<const Machine*> RentalDialog::chosen() const
{
    std::vector<const Machine*> machines;
    const QString name = m_machine != nullptr ? m_machine->currentText().trimmed() : QString();
    for (const Machine& machine : m_books->machines) {
        if (m_machine != nullptr ? machine.name == name : m_machines.contains(machine.id.text()))
            machines.push_back(&machine);
    }
    return machines;
}

/// As people write it where they are. Groups of thousands are not guessed: "14.000" may be either.
std::optional<qint64> RentalDialog::microOf(const QString& amount)
{
    const QString point = QLocale().decimalPoint();
    if (point != u"." && amount.contains(u'.'))
        return std::nullopt;
    return microFromText(QString(amount).replace(point, u"."_qs));
}

std::optional<Allocation> RentalDialog::wanted() const
{
    Allocation made = m_allocation;
    made.kind = AllocationKind(m_kind->currentData().toInt());
    made.customer = m_customer->text().trimmed();
    made.gpus = m_machines.size() < 2 ? slotsOf(m_gpus->text()) : QStringList();
    made.startsAt = timeOf(m_from);
    made.endsAt = m_open->isChecked() ? Instant() : timeOf(m_until);
    made.unit = PriceUnit(m_unit->currentData().toInt());
    made.channel = m_channel->text().trimmed();
    made.note = m_note->text().trimmed();
    const QString amount = isPaid() ? m_amount->text().trimmed() : QString();
    const auto micro = amount.isEmpty() ? std::optional<qint64>(0) : microOf(amount);
    if (!micro)
        return std::nullopt;
    made.amountMicro = *micro;
    made.currency = amount.isEmpty() ? QString() : m_currency->currentText().trimmed().toUpper();
    return made;
}

QString RentalDialog::problem(const Allocation& allocation,
                              const std::vector<const Machine*>& machines) const
{
    if (machines.empty())
        return tr("Choose a machine that the books have.");
    if (allocation.kind == AllocationKind::Rental && allocation.customer.isEmpty())
        return tr("Say who rents it.");
    if (!allocation.currency.isEmpty() && !currencyDecimals(allocation.currency))
        return tr("%1 is no currency in use. Write its code: EUR, USD, JPY.")
            .arg(allocation.currency);
    if (allocation.channel.isEmpty())
        return tr("Say how it was sold: direct, or the name of a marketplace.");
    if (allocation.endsAt.isSet() && allocation.endsAt <= allocation.startsAt)
        return tr("The end must come after the start.");
    for (const Machine* machine : machines) {
        const QStringList known = m_books->gpus.value(machine->id.text());
        for (const QString& slot : allocation.gpus) {
            if (!known.contains(slot))
                return known.isEmpty()
                           ? tr("The GPUs of %1 are not in the inventory. Inspect it first, or "
                                "take all of it.")
                                 .arg(machine->name)
                           : tr("%1 has no GPU %2, but %3.")
                                 .arg(machine->name, slot, known.join(u", "_qs));
        }
        Allocation there = allocation;
        there.machineId = machine->id;
        for (const Allocation& other : m_books->allocations) {
            if (other.id != allocation.id && collide(other, there))
                return tr("%1 is %2. Choose another time, or end that first.")
                    .arg(machine->name, holdingText(other));
        }
    }
    return {};
}

QString RentalDialog::sumText(const Allocation& allocation,
                              const std::vector<const Machine*>& machines) const
{
    if (allocation.kind != AllocationKind::Rental)
        return tr("It brings no revenue.");
    MoneySums sums;
    qint64 gpus = 0;
    const TimeSpan month = monthOf(m_context.clock.now(), billingZone(m_books->settings));
    for (const Machine* machine : machines) {
        sums.add(revenueOfMonth(allocation, machine->gpuCount, month));
        gpus += gpusOf(allocation, machine->gpuCount);
    }
    if (sums.isEmpty())
        return tr("It costs nothing. GPUs: %L1").arg(gpus);
    return tr("Comes to %1 in a month as long as this one. GPUs: %L2")
        .arg(moneyText(sums))
        .arg(gpus);
}

void RentalDialog::check()
{
    if (!m_books)
        return;
    const auto made = wanted();
    const auto machines = chosen();
    const QString wrong =
        made ? problem(*made, machines)
             : tr("Write the price as a plain number: %1").arg(QLocale().toString(2.49, 'f', 2));
    setReady(wrong.isEmpty(), wrong);
    m_sum->setText(wrong.isEmpty() ? sumText(*made, machines) : wrong);
}

void RentalDialog::save()
{
    const auto made = wanted();
    const auto machines = chosen();
    if (!made || machines.empty())
        return;
    const QString what =
        machines.size() == 1 ? machines.front()->name : tr("%L1 machines").arg(machines.size());
    Edits::Edit edit{tr("rental of %1").arg(what), {}};
    for (const Machine* machine : machines) {
        Allocation row = *made;
        row.machineId = machine->id;
        if (m_allocation.id.isEmpty()) {
            row.id = AllocationId::create();
            edit.rows.push_back(Edits::creation(row));
        } else {
            edit.rows.push_back(Edits::change(m_allocation, row));
        }
    }
    submitEdit(m_context, this, edit);
}

} // namespace rackhouse
