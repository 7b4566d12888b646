#include "widgets/exchange/bulkdialog.h"

#include "models/base/naturalorder.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "models/exchange/bulkedit.h"
#include "models/store/rowquery.h"
#include "widgets/common/format.h"
#include "widgets/common/records.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>

namespace rackhouse
{

namespace
{

using Names = QHash<QString, QString>;

QString titleFor(size_t count)
{
    return count == 1 ? BulkDialog::tr("Edit 1 row") : BulkDialog::tr("Edit %L1 rows").arg(count);
}

template <class T>
Names namesOf(Rows& rows, QString T::*name)
{
    Names names;
    for (const T& row : rows.list<T>())
        names.insert(row.id.text(), row.*name);
    return names;
}

/// What a field can refer to: rooms and models are chosen by name.
Names readNames(const FieldInfo& field, Rows& rows)
{
    const RecordInfo* referred = referredRecord(field);
    if (referred == &Rack::record())
        return namesOf<Rack>(rows, &Rack::name);
    if (referred == &DeviceType::record())
        return namesOf<DeviceType>(rows, &DeviceType::slug);
    return referred == &PowerFeed::record() ? namesOf<PowerFeed>(rows, &PowerFeed::name) : Names();
}

} // namespace

BulkDialog::BulkDialog(Context context, const RecordInfo& info, std::vector<QJsonObject> rows,
                       QWidget* parent)
    : PlanDialog(
          context, u"edit"_qs, titleFor(rows.size()),
          tr("One field gets the same value in every row. A row that somebody changes meanwhile is "
             "refused and said, not overwritten."),
          [](qsizetype count) {
              return count == 0   ? tr("Change")
                     : count == 1 ? tr("Change 1 row")
                                  : tr("Change %L1 rows").arg(count);
          },
          parent),
      m_info(info), m_rows(std::move(rows)), m_fields(new QComboBox(this)),
      m_editor(new QStackedWidget(this)), m_line(new QLineEdit(this)), m_choice(new QComboBox(this))
{
    for (const FieldInfo* field : bulkFields(m_info))
        m_fields->addItem(format::title(*field), field->nameText());
    addWidget(u"field"_qs, tr("Field"), m_fields);
    m_line->setObjectName(objectName() + u".text"_qs);
    m_line->setAccessibleName(tr("New value"));
    m_choice->setObjectName(objectName() + u".choice"_qs);
    m_choice->setAccessibleName(tr("New value"));
    m_editor->addWidget(m_line);
    m_editor->addWidget(m_choice);
    m_editor->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    addWidget(u"value"_qs, tr("New value"), m_editor);
    addPreview(false);
    connect(m_fields, &QComboBox::currentIndexChanged, this, &BulkDialog::fieldChosen);
    connect(m_line, &QLineEdit::textChanged, this, &BulkDialog::preview);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &BulkDialog::preview);
    fieldChosen();
}

const FieldInfo* BulkDialog::field() const
{
    return m_info.field(m_fields->currentData().toString());
}

QString BulkDialog::value() const
{
    return m_editor->currentWidget() == m_choice ? m_choice->currentData().toString()
                                                 : m_line->text();
}

/// Words and rows are chosen, everything else is typed.
void BulkDialog::fieldChosen()
{
    const FieldInfo* chosen = field();
    m_names.clear();
    const bool choice = chosen->type == FieldType::Enum || chosen->type == FieldType::Bool ||
                        chosen->type == FieldType::Id;
    m_editor->setCurrentWidget(choice ? static_cast<QWidget*>(m_choice) : m_line);
    if (chosen->type != FieldType::Id)
        return fillChoices();
    m_context.records.fetch<Names>(
        this, [field = *chosen](Rows& rows) { return readNames(field, rows); },
        [this, chosen](const Names& names) {
            if (field() != chosen)
                return;
            m_names = names;
            fillChoices();
        });
}

void BulkDialog::fillChoices()
{
    const FieldInfo* chosen = field();
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    if (chosen->type == FieldType::Bool) {
        m_choice->addItem(tr("Yes"), u"yes"_qs);
        m_choice->addItem(tr("No"), u"no"_qs);
    }
    for (const QString& word : chosen->words)
        m_choice->addItem(wordText(word), word);
    if (chosen->type == FieldType::Id) {
        std::vector<std::pair<QString, QString>> sorted;
        for (auto name = m_names.cbegin(); name != m_names.cend(); ++name)
            sorted.emplace_back(name.value(), name.key());
        std::sort(sorted.begin(), sorted.end(),
                  [](const auto& a, const auto& b) { return comesBefore(a.first, b.first); });
        m_choice->addItem(tr("None"), QString());
        for (const auto& [name, id] : sorted)
            m_choice->addItem(name, id);
    }
    m_choice->setCurrentIndex(-1);
    const QSignalBlocker silent(m_line);
    m_line->clear();
    m_line->setPlaceholderText(chosen->unit ? QString::fromLatin1(chosen->unit) : QString());
    preview();
}

void BulkDialog::preview()
{
    const bool chosen = m_editor->currentWidget() == m_line
                            ? m_line->isModified() || !m_line->text().isEmpty()
                            : m_choice->currentIndex() >= 0;
    if (!chosen)
        return showNothing(tr("Give the new value to see what it changes."));
    auto plan = planBulkEdit(m_info, m_rows, *field(), value(), m_names);
    if (plan)
        showPlan(*std::move(plan));
    else
        showNothing({}, problemText(plan.error()));
}

bool isBulkEditable(const QString& kind)
{
    static const QStringList kinds{u"machine"_qs,     u"rack"_qs,       u"asset"_qs, u"cable"_qs,
                                   u"device_type"_qs, u"power_feed"_qs, u"hall"_qs};
    return kinds.contains(kind);
}

} // namespace rackhouse
