#include "widgets/help/helppage.h"

#include "widgets/common/theme.h"
#include "widgets/help/helptopics.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QTextBrowser>
#include <QTextDocument>

namespace rackhouse
{

HelpPage::HelpPage(Context context, QWidget* parent)
    : Page(context, u"help"_qs, parent), m_topics(new QListWidget(this)),
      m_text(new QTextBrowser(this))
{
    m_topics->setObjectName(u"help.topics"_qs);
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setFrameShape(QFrame::NoFrame);
    m_topics->setFixedWidth(200);
    m_topics->setSpacing(2);
    m_topics->viewport()->setAutoFillBackground(false);
    for (const HelpTopic& topic : helpTopics()) {
        auto* item = new QListWidgetItem(topic.title, m_topics);
        item->setData(Qt::UserRole, topic.name);
    }
    m_text->setObjectName(u"help.text"_qs);
    m_text->setAccessibleName(tr("Help"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(space::huge);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::large, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(m_topics);
    layout->addWidget(m_text, 1);
    connect(m_topics, &QListWidget::currentRowChanged, this, &HelpPage::show);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpPage::open);
}

QUrl HelpPage::linkTo(const QString& topic)
{
    return makeLink(u"/help"_qs, u"topic"_qs, topic);
}

void HelpPage::visit(const QUrl& link)
{
    const QString wanted = QUrlQuery(link).queryItemValue(u"topic"_qs);
    int row = 0;
    for (int i = 0; i < m_topics->count(); ++i) {
        if (m_topics->item(i)->data(Qt::UserRole).toString() == wanted)
            row = i;
    }
    const QSignalBlocker quiet(m_topics);
    m_topics->setCurrentRow(row);
    show(row);
    m_text->setFocus();
}

void HelpPage::show(int row)
{
    const QString topic = m_topics->item(row)->data(Qt::UserRole).toString();
    m_text->setMarkdown(helpText(topic, m_context.actions));
    setLink(linkTo(topic));
}

std::vector<Page::Crumb> HelpPage::crumbs() const
{
    return {{tr("Help"), linkTo({}).toString()}};
}

} // namespace rackhouse
