#include "widgets/help/helppage.h"

#include "widgets/common/theme.h"
#include "widgets/help/helptopics.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>
#include <QTextTable>

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
    connect(&m_context.theme, &Theme::changed, this, [this] {
        if (m_topics->currentRow() >= 0)
            lookRight();
    });
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
    lookRight();
    setLink(linkTo(topic));
}

/// Markdown brings no looks of its own: headings, tables and code as everywhere in the window.
void HelpPage::lookRight()
{
    QTextDocument* document = m_text->document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0 && !block.textList() && QTextCursor(block).currentTable())
            continue;
        QTextCursor cursor(block);
        QTextBlockFormat spaced;
        spaced.setTopMargin(level > 1 ? space::large : 0);
        spaced.setBottomMargin(level == 1 ? space::medium : space::small);
        cursor.mergeBlockFormat(spaced);
        if (level == 0)
            continue;
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat heading;
        heading.setFont(level == 1 ? Theme::titleFont() : Theme::sectionFont());
        // Not merged: the adjusted size of the Markdown reader would win.
        cursor.setCharFormat(heading);
    }
    for (QTextFrame* frame : document->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(space::tiny);
        format.setCellSpacing(0);
        format.setBorder(0);
        format.setBottomMargin(space::medium);
        table->setFormat(format);
    }
}

std::vector<Page::Crumb> HelpPage::crumbs() const
{
    return {{tr("Help"), linkTo({}).toString()}};
}

} // namespace rackhouse
