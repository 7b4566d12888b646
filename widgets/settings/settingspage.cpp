#include "widgets/settings/settingspage.h"

#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

QFormLayout* addSection(QVBoxLayout* layout, const QString& title, QWidget* parent)
{
    auto* label = new QLabel(title, parent);
    label->setFont(Theme::sectionFont());
    layout->addWidget(label);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::huge);
    form->setVerticalSpacing(space::medium);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout->addLayout(form);
    layout->addSpacing(space::huge);
    return form;
}

} // namespace

SettingsPage::SettingsPage(Context context, QWidget* parent) : Page(context, u"settings"_qs, parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::small, space::large, space::large);
    addLook(addSection(layout, tr("Look"), this));
    addSite(addSection(layout, tr("This site"), this));
    layout->addStretch(1);
}

void SettingsPage::addLook(QFormLayout* form)
{
    auto* theme = new QComboBox(this);
    theme->setObjectName(u"settings.theme"_qs);
    theme->setAccessibleName(tr("Theme"));
    theme->addItem(tr("As the system"), u"system"_qs);
    theme->addItem(tr("Light"), u"light"_qs);
    theme->addItem(tr("Dark"), u"dark"_qs);
    theme->addItem(tr("High contrast"), u"high-contrast"_qs);
    theme->setCurrentIndex(theme->findData(m_context.settings.value(setting::theme)));
    connect(theme, &QComboBox::activated, this, [this, theme](int index) {
        m_context.settings.set(setting::theme, theme->itemData(index));
        m_context.theme.setMode(Theme::Mode(index));
    });
    form->addRow(tr("Theme"), theme);
    auto* density = new QComboBox(this);
    density->setObjectName(u"settings.density"_qs);
    density->setAccessibleName(tr("Rows of tables"));
    density->addItem(tr("Compact"), u"compact"_qs);
    density->addItem(tr("Normal"), u"normal"_qs);
    density->addItem(tr("Relaxed"), u"relaxed"_qs);
    density->setCurrentIndex(density->findData(m_context.settings.value(setting::density)));
    connect(density, &QComboBox::activated, this, [this, density](int index) {
        m_context.settings.set(setting::density, density->itemData(index));
        m_context.theme.setDensity(Theme::Density(index));
    });
    form->addRow(tr("Rows of tables"), density);
}

void SettingsPage::addSite(QFormLayout* form)
{
    auto* name = new QLabel(this);
    auto* who = new QLabel(this);
    auto* print = new QLabel(this);
    print->setFont(Theme::monoFont());
    print->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Name"), name);
    form->addRow(tr("You are"), who);
    form->addRow(tr("Fingerprint"), print);
    const auto follow = [this, name, who, print] {
        const SiteLink& site = m_context.site;
        const QString none = tr("No site yet. Pair with one.");
        name->setText(site.siteName().isEmpty() ? none : site.siteName());
        who->setText(site.who().isEmpty() ? QStringLiteral("—")
                                          : tr("%1, %2").arg(site.who(), enumText(site.role())));
        print->setText(site.fingerprint().isEmpty() ? QStringLiteral("—") : site.fingerprint());
    };
    follow();
    connect(&m_context.site, &SiteLink::changed, this, follow);
}

void SettingsPage::visit(const QUrl& link)
{
    setLink(link);
}

std::vector<Page::Crumb> SettingsPage::crumbs() const
{
    return {{tr("Settings"), u"rackhouse:/settings"_qs}};
}

} // namespace rackhouse
