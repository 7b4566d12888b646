#include "widgets/common/formdialog.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/messagestrip.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kWidth = 560;
constexpr int widestVerb = 300;
constexpr int leastChoice = 16; ///< characters of a list of choices

} // namespace

FormDialog::FormDialog(Context context, const QString& name, const QString& title,
                       const QString& text, const QString& verb, QWidget* parent)
    : QDialog(parent), m_context(context), m_form(new QFormLayout),
      m_strip(new MessageStrip(context.theme, name + u".message"_qs, this)),
      m_verb(new QPushButton(this)), m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"dialog."_qs + name);
    setWindowTitle(title);
    setAccessibleName(title);
    setMinimumWidth(kWidth);
    auto* heading = new ElidedLabel(title, this);
    heading->setFont(Theme::titleFont());
    // A long name makes no wide dialog.
    heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* explanation = new QLabel(text, this);
    explanation->setWordWrap(true);
    explanation->setForegroundRole(QPalette::PlaceholderText);
    explanation->setVisible(!text.isEmpty());
    // A dialog that opens at its least width is else as high as a wider text needs.
    if (!text.isEmpty())
        explanation->setMinimumHeight(explanation->heightForWidth(kWidth - 2 * space::huge));
    m_form->setSpacing(space::medium);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_verb->setObjectName(name + u".verb"_qs);
    m_verb->setProperty("look", u"primary"_qs);
    m_verb->setDefault(true);
    setVerb(verb);
    m_cancel->setObjectName(name + u".cancel"_qs);
    m_cancel->setAccessibleName(tr("Cancel"));
    m_cancel->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_verb);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(heading);
    layout->addWidget(explanation);
    layout->addWidget(m_strip);
    layout->addLayout(m_form);
    layout->addStretch(1);
    layout->addLayout(buttons);
    // The window's own shortcuts rest while a dialog is open.
    addAction(m_context.actions.action(u"help.here"_qs));
    connect(m_verb, &QPushButton::clicked, this, &FormDialog::submitted);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

bool FormDialog::event(QEvent* event)
{
    const bool taken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible()) {
        const int least = layout()->minimumHeightForWidth(width());
        if (height() < least)
            resize(width(), least);
    }
    return taken;
}

QLineEdit* FormDialog::addLine(const QString& name, const QString& label, const QString& hint,
                               const QString& value)
{
    auto* line = new QLineEdit(value, this);
    line->setPlaceholderText(hint);
    addWidget(name, label, line);
    return line;
}

QPlainTextEdit* FormDialog::addText(const QString& name, const QString& label, const QString& hint)
{
    auto* text = new QPlainTextEdit(this);
    text->setPlaceholderText(hint);
    text->setFont(Theme::monoFont());
    text->setMaximumHeight(110);
    text->setTabChangesFocus(true);
    addWidget(name, label, text);
    return text;
}

void FormDialog::addWidget(const QString& name, const QString& label, QWidget* widget)
{
    widget->setObjectName(objectName() + u'.' + name);
    widget->setAccessibleName(label);
    // The longest choice does not take the room of the labels.
    if (auto* choices = qobject_cast<QComboBox*>(widget)) {
        choices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choices->setMinimumContentsLength(leastChoice);
    }
    m_form->addRow(label, widget);
}

void FormDialog::addWide(const QString& name, const QString& accessibleName, QWidget* widget)
{
    widget->setObjectName(objectName() + u'.' + name);
    widget->setAccessibleName(accessibleName);
    m_form->addRow(widget);
}

void FormDialog::setRowVisible(QWidget* widget, bool visible)
{
    m_form->setRowVisible(widget, visible);
}

void FormDialog::makeDangerous(bool dangerous)
{
    m_verb->setProperty("look", dangerous ? u"danger"_qs : u"primary"_qs);
    m_verb->setAutoDefault(!dangerous);
    m_cancel->setAutoDefault(dangerous);
    (dangerous ? m_cancel : m_verb)->setDefault(true);
    m_verb->update();
}

void FormDialog::setVerb(const QString& verb)
{
    m_verbText = verb;
    m_verb->setAccessibleName(verb);
    showVerb();
}

void FormDialog::showVerb()
{
    QString text = m_verb->fontMetrics().elidedText(m_verbText, Qt::ElideRight, widestVerb);
    const QString whole = text == m_verbText ? QString() : m_verbText;
    m_verb->setToolTip(QStringList{whole, m_whyNot}.join(u'\n').trimmed());
    m_verb->setText(text.replace(u'&', u"&&"_qs)); // else a name makes a shortcut
}

void FormDialog::setReady(bool ready, const QString& whyNot)
{
    m_ready = ready;
    m_whyNot = ready ? QString() : whyNot;
    showVerb();
    enableVerb();
}

void FormDialog::enableVerb()
{
    m_verb->setEnabled(m_ready && !m_busy);
}

void FormDialog::fail(const QString& text, const QString& details)
{
    setBusy(false);
    m_strip->setMessage(Tone::Critical, text, details);
}

void FormDialog::setBusy(bool busy)
{
    m_busy = busy;
    enableVerb();
    if (busy)
        m_strip->setMessage(Tone::Neutral, {});
}

} // namespace rackhouse
