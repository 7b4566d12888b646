#include "widgets/welcome/welcomepage.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/shell/actionregistry.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace rackhouse
{

namespace
{

constexpr int kCardWidth = 380;

} // namespace

WelcomePage::WelcomePage(Context context, QWidget* parent) : Page(context, u"welcome"_qs, parent)
{
    auto* title = new QLabel(tr("Which site do you want to work with?"), this);
    title->setFont(Theme::titleFont());
    auto* text = new QLabel(tr("A site is an appliance that knows the racks and machines of one "
                               "place. You can add more sites later, in the settings."),
                            this);
    text->setForegroundRole(QPalette::PlaceholderText);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    text->setFixedWidth(2 * (kCardWidth + space::huge));
    text->setMinimumHeight(text->heightForWidth(text->width()));
    auto* ways = new QGridLayout;
    ways->setHorizontalSpacing(space::huge * 2);
    ways->setVerticalSpacing(space::medium);
    addWay(ways, 0, u"server"_qs, tr("This computer"),
           tr("Starts an appliance here that lives as long as this window. Its data stays on this "
              "computer. Right for a first look, a lab, or a handful of machines."),
           u"site.embedded"_qs, true);
    addWay(ways, 1, u"network-connect"_qs, tr("An appliance on the network"),
           tr("It shows a one-time code and the fingerprint of its certificate. You need both, "
              "once; then this computer has a certificate of its own."),
           u"site.pair"_qs, false);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::medium);
    layout->addStretch(2);
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addWidget(text, 0, Qt::AlignHCenter);
    layout->addSpacing(space::huge);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addLayout(ways);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addStretch(3);
}

void WelcomePage::addWay(QGridLayout* grid, int column, const QString& icon, const QString& title,
                         const QString& text, const QString& action, bool primary)
{
    auto* picture = new QLabel(this);
    const auto follow = [picture, drawn = m_context.icons.icon(icon)] {
        picture->setPixmap(drawn.pixmap(32, 32));
    };
    follow();
    connect(&m_context.theme, &Theme::changed, picture, follow);
    picture->setAccessibleName(title);
    auto* heading = new QLabel(title, this);
    heading->setFont(Theme::sectionFont());
    auto* explanation = new QLabel(text, this);
    explanation->setWordWrap(true);
    explanation->setFixedWidth(kCardWidth);
    QAction* source = m_context.actions.action(action);
    auto* button = new QPushButton(source->text(), this);
    button->setObjectName(u"welcome."_qs + action);
    button->setAccessibleName(source->text());
    button->setToolTip(source->toolTip());
    if (primary)
        button->setProperty("look", u"primary"_qs);
    connect(button, &QPushButton::clicked, source, &QAction::trigger);
    grid->addWidget(picture, 0, column);
    grid->addWidget(heading, 1, column);
    grid->addWidget(explanation, 2, column, Qt::AlignTop);
    grid->addWidget(button, 3, column, Qt::AlignLeft);
}

void WelcomePage::visit(const QUrl& link)
{
    setLink(link);
}

std::vector<Page::Crumb> WelcomePage::crumbs() const
{
    return {{tr("Welcome"), u"rackhouse:/welcome"_qs}};
}

} // namespace rackhouse
