#pragma once

#include "widgets/common/context.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace rackhouse
{

class MessageStrip;

/// A dialog with fields, a message strip and a verb for its button. It stays open until the work
/// that the verb starts has succeeded.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    FormDialog(Context context, const QString& name, const QString& title, const QString& text,
               const QString& verb, QWidget* parent);

    QLineEdit* addLine(const QString& name, const QString& label, const QString& hint = {},
                       const QString& value = {});
    QPlainTextEdit* addText(const QString& name, const QString& label, const QString& hint = {});
    void addWidget(const QString& name, const QString& label, QWidget* widget);
    /// Over the whole width, without a label; it takes the height that there is.
    void addWide(const QString& name, const QString& accessibleName, QWidget* widget);
    void setRowVisible(QWidget* widget, bool visible);
    QPushButton* verb() const { return m_verb; }
    /// A long one ends with a mark and stands whole in the tooltip.
    void setVerb(const QString& verb);
    /// Whether what the form holds can be sent; the tooltip of the verb says why not. While the
    /// dialog is busy nothing can.
    void setReady(bool ready, const QString& whyNot = {});
    /// A filled red verb; Cancel is what Enter presses.
    void makeDangerous(bool dangerous = true);
    void fail(const QString& text, const QString& details = {});
    void setBusy(bool busy);

signals:
    void submitted();

protected:
    /// Grows with texts that come to wrap, which no layout does for a window.
    bool event(QEvent* event) override;

    Context m_context;

private:
    void enableVerb();
    void showVerb();

    QFormLayout* m_form;
    MessageStrip* m_strip;
    QPushButton* m_verb;
    QPushButton* m_cancel;
    QString m_verbText;
    QString m_whyNot;
    bool m_ready = true;
    bool m_busy = false;
};

} // namespace rackhouse
