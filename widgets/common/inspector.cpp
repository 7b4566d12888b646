#include "widgets/common/inspector.h"

#include "models/items/columns.h"
#include "models/items/displaytext.h"
#include "models/query/staleness.h"
#include "widgets/common/format.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>

namespace rackhouse
{

namespace
{
constexpr int widestName = 112; ///< of which no word is longer
} // namespace

Inspector::Inspector(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_title(new QLabel(this)), m_caption(new QLabel(this)),
      m_body(new QWidget), m_grid(new QGridLayout)
{
    setObjectName(u"inspector"_qs);
    setAccessibleName(tr("Inspector of the selection"));
    setMinimumWidth(300);
    setMaximumWidth(380);
    m_title->setFont(Theme::sectionFont());
    m_title->setWordWrap(true);
    m_caption->setObjectName(u"inspector.caption"_qs);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setWordWrap(true);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(u"inspector.scroll"_qs);
    scroll->setAccessibleName(tr("Facts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setHorizontalSpacing(space::medium);
    m_grid->setColumnStretch(1, 1);
    body->addLayout(m_grid);
    body->addStretch(1);
    scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    m_body->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::medium, space::medium);
    layout->addWidget(m_title);
    layout->addWidget(m_caption);
    layout->addSpacing(space::small);
    layout->addWidget(scroll, 1);
}

void Inspector::clear()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void Inspector::showCount(qsizetype rows)
{
    clear();
    m_title->setText(rows == 0 ? tr("Nothing selected") : tr("%n selected", nullptr, int(rows)));
    m_caption->setText(rows == 0 ? tr("Select something to see what is known of it.")
                                 : tr("Actions apply to all of them."));
    m_caption->show();
}

void Inspector::show(const RecordInfo& info, const std::vector<QJsonObject>& rows,
                     const Facts& more)
{
    if (rows.size() != 1)
        return showCount(qsizetype(rows.size()));
    clear();
    const QJsonObject& row = rows.front();
    QString title = row.value(u"name"_qs).toString();
    if (title.isEmpty()) {
        // What names another record is an id.
        const auto own =
            std::find_if(info.fields.begin() + 1, info.fields.end(),
                         [](const FieldInfo& field) { return field.references == nullptr; });
        if (own != info.fields.end())
            title = format::value(info, *own, row.value(own->nameText()), m_context.clock.now());
    }
    if (title.isEmpty())
        title = QCoreApplication::translate("Record", info.title);
    m_title->setText(title);
    m_caption->setText(row.value(u"model"_qs).toString());
    m_caption->setVisible(!m_caption->text().isEmpty());
    if (m_context.site.state() == SiteLink::State::Several)
        addSite(row.value(u"site_key"_qs).toString());
    for (const auto& [name, text] : more)
        addText(name, text);
    for (const FieldInfo& field : info.fields) {
        if (field.has(Key) || field.has(Secret) || field.has(Internal) ||
            field.references != nullptr || field.nameText() == u"revision" ||
            field.nameText().endsWith(u"_id") || field.nameText() == u"name" ||
            row.value(field.nameText()).isObject())
            continue;
        addFact(info, field, row);
    }
}

/// The values have the greater part: a long name takes two lines.
void Inspector::addName(int line, const QString& title)
{
    auto* name = new QLabel(title, m_body);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setWordWrap(true);
    name->setMaximumWidth(qMax(widestName, name->minimumSizeHint().width()));
    m_grid->addWidget(name, line, 0, Qt::AlignTop);
}

/// Which site the row is of, where all are shown: its commands go there.
void Inspector::addSite(const QString& siteKey)
{
    const int line = m_grid->rowCount();
    addName(line, tr("Site"));
    auto* label = new QLabel(m_context.site.of(siteKey).siteName(), m_body);
    label->setObjectName(u"inspector.site"_qs);
    m_grid->addWidget(label, line, 1, Qt::AlignTop);
}

void Inspector::addFact(const RecordInfo& info, const FieldInfo& field, const QJsonObject& row)
{
    const QJsonValue value = row.value(field.nameText());
    QString text = format::value(info, field, value, m_context.clock.now());
    const QString unit = unitText(field);
    // 0 is what nobody has entered or measured.
    const bool measured = unit == u"kg" || unit == u"W" || unit == u"°C" || unit == u"U" ||
                          field.nameText() == u"cpu_count" || field.nameText() == u"depth_mm" ||
                          field.nameText() == u"width_mm" || field.nameText() == u"core_count";
    if (text.isEmpty() || (measured && value.toDouble() == 0))
        return;
    if (!unit.isEmpty())
        text += u' ' + unit;
    const int line = m_grid->rowCount();
    addName(line, format::title(field));
    const Instant now = m_context.clock.now();
    const Instant seen{row.value(u"observed_at"_qs).toInteger()};
    const bool observed = isObserved(info, field);
    if (isStatusField(info.kindText(), field.nameText())) {
        auto* status = new StatusLabel(m_context.theme, m_body);
        const Status word = statusOfWord(info.kindText(), field.nameText(), value.toString());
        const bool stale = observed && now.ms - seen.ms > query::staleAfterMs(info);
        status->setStatus(stale ? staleStatus(word, relativeTime(seen, now)) : word);
        if (observed)
            status->setToolTip(seenText(seen, now));
        // At the left of its place: filling it, its width would be the most that all values get.
        m_grid->addWidget(status, line, 1, Qt::AlignTop | Qt::AlignLeft);
        return;
    }
    auto* label = new QLabel(text, m_body);
    label->setWordWrap(true);
    if (observed)
        label->setToolTip(seenText(seen, now));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (format::isMono(field)) {
        label->setFont(Theme::monoFont());
        // A long hash has no place to break.
        if (text.size() > 24 && !text.contains(u' '))
            label->setText(text.left(20) + u"…"_qs);
        label->setToolTip(observed ? text + u'\n' + label->toolTip() : text);
    }
    if (field.type == FieldType::Time)
        label->setToolTip(exactTime({value.toInteger()}));
    m_grid->addWidget(label, line, 1, Qt::AlignTop);
}

void Inspector::addText(const QString& title, const QString& text)
{
    const int line = m_grid->rowCount();
    addName(line, title);
    auto* label = new QLabel(text, m_body);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(label, line, 1, Qt::AlignTop);
}

void Inspector::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_context.theme.tokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(0, 0, 1, height()), t.border);
}

} // namespace rackhouse
