#include "widgets/common/filterbox.h"

#include "models/query/completion.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace rackhouse
{

FilterBox::FilterBox(const RecordInfo& info, QWidget* view, QWidget* parent)
    : QLineEdit(parent), m_info(info), m_view(view), m_completer(new QCompleter(this)),
      m_words(new QStringListModel(this))
{
    setObjectName(u"filter"_qs);
    setAccessibleName(tr("Filter"));
    setClearButtonEnabled(true);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this,
            &FilterBox::accept);
    connect(this, &QLineEdit::textEdited, this, &FilterBox::complete);
}

void FilterBox::complete()
{
    const auto suggestions = query::complete(text(), cursorPosition(), m_info, 12);
    QStringList words;
    for (const query::Suggestion& suggestion : suggestions) {
        m_start = suggestion.start;
        m_length = suggestion.length;
        words << suggestion.text;
    }
    propose(words);
    if (words.isEmpty())
        lookUp();
}

/// What the rows have comes from a worker; by then something else may stand here.
void FilterBox::lookUp()
{
    const QString asked = text();
    const auto typed = query::typedValue(asked, cursorPosition(), m_info);
    if (!m_lookup || !typed)
        return;
    m_lookup(
        *typed->field, typed->begin,
        [this, asked, start = typed->start, length = typed->length](const QStringList& values) {
            if (text() != asked || window()->focusWidget() != this)
                return;
            m_start = start;
            m_length = length;
            QStringList words;
            for (const QString& value : values)
                words << query::filterValue(value);
            propose(words);
        });
}

void FilterBox::propose(const QStringList& words)
{
    m_words->setStringList(words);
    if (words.isEmpty() || text().isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterBox::accept(const QString& suggestion)
{
    QString changed = text();
    changed.replace(m_start, m_length, suggestion);
    setText(changed);
    setCursorPosition(int(m_start + suggestion.size()));
}

void FilterBox::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool forward = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
                         key == Qt::Key_PageDown;
    if (!m_completer->popup()->isVisible() && (forward || key == Qt::Key_Return)) {
        QApplication::sendEvent(m_view, event);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace rackhouse
