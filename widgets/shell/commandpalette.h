#pragma once

#include "widgets/common/context.h"

#include <QDialog>
#include <QUrl>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace rackhouse
{

/// Ctrl+K: go to a machine, a rack or a page, or do what a menu does, by typing a part of its name.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(Context context, QWidget* parent);

signals:
    void chosen(const QUrl& link);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void addActions(const QString& text);
    void addRecords(const QString& text);
    void addHelp(const QString& text);
    void activate(const QListWidgetItem* item);

    Context m_context;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace rackhouse
