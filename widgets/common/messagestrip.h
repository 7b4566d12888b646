#pragma once

#include "widgets/common/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace rackhouse
{

/// One message in the page that it concerns: what happened, what it means, what to do.
class MessageStrip : public QWidget
{
    Q_OBJECT

public:
    MessageStrip(const Theme& theme, const QString& name, QWidget* parent);

    void setMessage(Tone tone, const QString& text, const QString& details = {});
    /// A strip that stays until its cause is gone has no close button.
    void setClosable(bool closable);
    QString text() const;
    /// What can be done about it, behind the text.
    void addButton(QWidget* button);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Tone m_tone = Tone::Neutral;
    QLabel* m_text;
    QPushButton* m_copy;
    QPushButton* m_close;
    QString m_details;
};

/// A short note at the lower right for something that happened elsewhere; it leaves by itself.
class Toast : public QWidget
{
    Q_OBJECT

public:
    Toast(const Theme& theme, Tone tone, const QString& text, QWidget* window);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Tone m_tone;
};

} // namespace rackhouse
