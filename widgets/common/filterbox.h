#pragma once

#include "models/domain/record.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace rackhouse
{

/// The filter of a table in the query language, completed as it is typed; Up, Down and Enter go to
/// the table.
class FilterBox : public QLineEdit
{
    Q_OBJECT

public:
    FilterBox(const RecordInfo& info, QWidget* view, QWidget* parent);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void complete();
    void accept(const QString& suggestion);

    const RecordInfo& m_info;
    QWidget* m_view;
    QCompleter* m_completer;
    QStringListModel* m_words;
    qsizetype m_start = 0;
    qsizetype m_length = 0;
};

} // namespace rackhouse
