#include "widgets/common/filterrow.h"

#include "widgets/common/filterbox.h"
#include "widgets/common/icons.h"
#include "widgets/common/records.h"
#include "widgets/common/sharedfilters.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace rackhouse
{

namespace
{

constexpr int kProposals = 12; ///< values that a filter proposes at once

/// A site that is not there does not say what we may see; what it told us before is here. Of all
/// sites it is the most that any of them lets us see.
std::optional<Role> roleAt(const Context& context)
{
    if (context.site.state() == SiteLink::State::Online)
        return context.site.role();
    std::optional<Role> most;
    if (context.site.state() != SiteLink::State::Several)
        return most;
    const auto sites = context.records.replica().sites();
    for (const ReplicaSite& known : sites.value_or(std::vector<ReplicaSite>())) {
        const SiteLink& way = context.site.of(known.siteKey);
        if (way.state() != SiteLink::State::Online)
            return std::nullopt;
        most = std::max(most.value_or(Role::Viewer), way.role());
    }
    return most;
}

} // namespace

Result<query::Filter> compileFilter(const Context& context, const QString& text,
                                    const RecordInfo& info)
{
    auto filter = query::Filter::compile(text, info);
    if (!filter || filter->leastRole() == Role::Viewer)
        return filter;
    const auto role = roleAt(context);
    if (!role || *role >= filter->leastRole())
        return filter;
    return fail("filter-needs-role",
                {{u"role"_qs, enumText(*role)}, {u"field"_qs, filter->leastField()}});
}

FilterRow::FilterRow(Context context, const QString& name, const RecordInfo& info, QWidget* view,
                     QWidget* parent)
    : QWidget(parent), m_context(context), m_name(name), m_info(info),
      m_box(new FilterBox(info, view, this)), m_count(new QLabel(this)), m_role(roleAt(context)),
      m_layout(new QHBoxLayout(this))
{
    setContentsMargins(space::large, 0, space::large, space::small);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::small);
    m_layout->addWidget(m_box, 1);
    m_count->setObjectName(name + u".count"_qs);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->hide();
    m_layout->addWidget(m_count);
    addLookup();
    addMenu(u"saved"_qs, tr("Filters"), u"view-filter"_qs,
            [this](QMenu* menu) { fillSaved(menu); });
    connect(m_box, &QLineEdit::textChanged, this, &FilterRow::changed);
    connect(&m_context.site, &SiteLink::changed, this, &FilterRow::followRole);
}

void FilterRow::addLookup()
{
    m_box->setLookup([this](const FieldInfo& field, const QString& begin, FilterBox::Found found) {
        m_context.records.fetch<QStringList>(
            m_box,
            [&info = m_info, &field, begin](Rows& rows) {
                return rows.valuesOf(info, field, begin, kProposals);
            },
            std::move(found));
    });
}

void FilterRow::followRole()
{
    const auto filter = query::Filter::compile(text(), m_info);
    if (!filter || filter->leastRole() == Role::Viewer)
        return;
    const auto now = roleAt(m_context);
    const auto before = std::exchange(m_role, now);
    const auto refuses = [&filter](const std::optional<Role>& role) {
        return role && *role < filter->leastRole();
    };
    if (refuses(now) != refuses(before))
        emit changed(text());
}

QString FilterRow::text() const
{
    return m_box->text();
}

void FilterRow::setText(const QString& text)
{
    if (m_box->text() != text)
        m_box->setText(text);
}

void FilterRow::setHint(const QString& example, const QString& effect)
{
    m_box->setPlaceholderText(example);
    m_box->setToolTip(effect);
}

void FilterRow::setCount(const QString& text)
{
    m_count->setText(text);
    m_count->setVisible(!text.isEmpty());
}

QToolButton* FilterRow::addButton(const QString& name, const QString& text, const QString& icon)
{
    auto* button = new QToolButton(this);
    button->setObjectName(m_name + u'.' + name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(m_context.icons.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    addWidget(button);
    return button;
}

void FilterRow::addMenu(const QString& name, const QString& text, const QString& icon,
                        std::function<void(QMenu*)> fill)
{
    QToolButton* button = addButton(name, text, icon);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->setObjectName(button->objectName() + u".menu"_qs);
    connect(menu, &QMenu::aboutToShow, this, [menu, fill = std::move(fill)] {
        menu->clear();
        fill(menu);
    });
    button->setMenu(menu);
}

void FilterRow::addWidget(QWidget* widget)
{
    m_layout->addWidget(widget);
}

void FilterRow::fillSaved(QMenu* menu)
{
    Replica& replica = m_context.records.replica();
    const auto saved = replica.filters(m_info.kindText()).value_or(std::vector<SavedFilter>());
    const QString now = text();
    SavedFilterId current;
    for (const SavedFilter& filter : saved) {
        menu->addAction(filter.name, this, [this, text = filter.text] { m_box->setText(text); });
        if (filter.text == now)
            current = filter.id;
    }
    if (!saved.empty())
        menu->addSeparator();
    const bool known = !current.isEmpty();
    const auto tell = [this](const Result<void>& done) {
        if (!done)
            emit failed(done.error());
    };
    QAction* save = menu->addAction(tr("Save this filter"), this, [this, now, tell] {
        const SavedFilter filter{SavedFilterId::create(), m_info.kindText(), now, now,
                                 m_context.clock.now()};
        m_context.records.write(
            this, [filter](Replica& copy) { return copy.putFilter(filter); }, tell);
    });
    save->setEnabled(!now.isEmpty() && !known);
    QAction* forget = menu->addAction(tr("Forget this filter"), this, [this, current, tell] {
        m_context.records.write(
            this, [current](Replica& copy) { return copy.removeFilter(current); }, tell);
    });
    forget->setEnabled(known);
    addSharedFilters(m_context, menu,
                     {m_info, now, this, [this](const QString& text) { m_box->setText(text); },
                      [this](const Error& error) {
                          emit failed(error);
                      }});
}

QString machinesMatch(qint64 machines)
{
    return machines == 1 ? FilterRow::tr("1 machine matches")
                         : FilterRow::tr("%L1 machines match").arg(machines);
}

} // namespace rackhouse
