#include "widgets/exchange/filechoice.h"

#include <QHBoxLayout>

namespace rackhouse
{

FileChoice::FileChoice(const QString& name, const QString& title, const QString& verb,
                       QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit(this)), m_button(new QPushButton(verb, this))
{
    m_line->setObjectName(name + u".path"_qs);
    m_line->setAccessibleName(title);
    m_button->setObjectName(name + u".choose"_qs);
    m_button->setAccessibleName(verb);
    m_button->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_line, 1);
    row->addWidget(m_button);
    setFocusProxy(m_line);
}

} // namespace rackhouse
