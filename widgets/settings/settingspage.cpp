#include "widgets/settings/settingspage.h"

#include "app/client/siteregistry.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/prompts.h"
#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"
#include "widgets/settings/certificatelist.h"
#include "widgets/shell/mainwindow.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kLabelWidth = 140;
constexpr int kFieldWidth = 180;

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

/// As wide as all others, so that the values of every section stand in one line, and as high as
/// what it names.
QLabel* labelFor(QWidget* field, const QString& text)
{
    auto* label = new QLabel(text, field->parentWidget());
    label->setMinimumSize(kLabelWidth, field->sizeHint().height());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(field);
    if (qobject_cast<QComboBox*>(field))
        field->setMinimumWidth(kFieldWidth);
    return label;
}

} // namespace

SettingsPage::SettingsPage(Context context, QWidget* parent)
    : Page(context, u"settings"_qs, parent), m_certificates(new CertificateList(context, this)),
      m_sites(new QWidget(this))
{
    auto* content = new QWidget;
    auto* area = new QScrollArea(this);
    area->setObjectName(u"settings.content"_qs);
    area->setAccessibleName(tr("Settings"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    auto* around = new QVBoxLayout(this);
    around->setContentsMargins({});
    around->addWidget(area);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::large, space::small, space::large, space::large);
    addLook(addSection(layout, tr("Look"), this));
    addSite(addSection(layout, tr("This site"), this));
    layout->addWidget(m_certificates);
    auto* title = new QLabel(tr("Paired sites"), this);
    title->setFont(Theme::sectionFont());
    layout->addWidget(title);
    (new QVBoxLayout(m_sites))->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sites, 0, Qt::AlignLeft);
    layout->addStretch(1);
    connect(&m_context.site, &SiteLink::changed, this, [this] {
        if (isVisible())
            listSites();
    });
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
    // The menu can choose one too.
    connect(&m_context.theme, &Theme::changed, theme,
            [this, theme] { theme->setCurrentIndex(int(m_context.theme.mode())); });
    form->addRow(labelFor(theme, tr("Theme")), theme);
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
    form->addRow(labelFor(density, tr("Rows of tables")), density);
}

void SettingsPage::addSite(QFormLayout* form)
{
    auto* name = new QLabel(this);
    auto* who = new QLabel(this);
    auto* print = new QLabel(this);
    print->setFont(Theme::monoFont());
    print->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(labelFor(name, tr("Name")), name);
    form->addRow(labelFor(who, tr("You are")), who);
    form->addRow(labelFor(print, tr("Fingerprint")), print);
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
    listSites();
    m_certificates->refresh();
}

void SettingsPage::listSites()
{
    const QStringList names = client::SiteRegistry().names();
    if (names == std::exchange(m_listed, names) && !m_sites->findChildren<QLabel*>().isEmpty())
        return;
    qDeleteAll(m_sites->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    for (const QString& name : names)
        addPaired(name);
    if (names.isEmpty())
        m_sites->layout()->addWidget(
            new QLabel(tr("None. Pair with an appliance, and it is listed here."), m_sites));
}

void SettingsPage::addPaired(const QString& name)
{
    const auto site = client::SiteRegistry().load(name);
    const QString title = site && !site->title.isEmpty() ? site->title : name;
    auto* line = new QWidget(m_sites);
    auto* label = new QLabel(title, line);
    label->setMinimumWidth(200);
    auto* address =
        new QLabel(site ? site->access.api.authority() : problemText(site.error()), line);
    address->setForegroundRole(QPalette::PlaceholderText);
    address->setMinimumWidth(240);
    auto* button = new QPushButton(tr("Unpair…"), line);
    button->setObjectName(u"settings.unpair."_qs + name);
    button->setAccessibleName(tr("Unpair %1").arg(title));
    connect(button, &QPushButton::clicked, this, [this, name, title] { askUnpair(name, title); });
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(address);
    row->addWidget(button);
    m_sites->layout()->addWidget(line);
}

void SettingsPage::askUnpair(const QString& name, const QString& title)
{
    auto* dialog = new FormDialog(m_context, u"unpair"_qs, tr("Unpair %1").arg(title),
                                  tr("The certificate and the copy of the site are deleted from "
                                     "this computer. The site itself is not changed. To come back "
                                     "you need a new code."),
                                  tr("Unpair %1").arg(title), window());
    dialog->makeDangerous();
    connect(dialog, &FormDialog::submitted, this, [this, dialog, name] {
        dialog->accept();
        if (auto* main = qobject_cast<MainWindow*>(window()))
            main->unpair(name);
        listSites();
    });
    m_context.prompts.open(dialog);
}

std::vector<Page::Crumb> SettingsPage::crumbs() const
{
    return {{tr("Settings"), u"rackhouse:/settings"_qs}};
}

} // namespace rackhouse
