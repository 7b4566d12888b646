#pragma once

#include "models/domain/record.h"

#include <QLineEdit>

#include <functional>

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
    /// Finds what rows have in a field that begins with a text, and calls back with it.
    using Found = std::function<void(const QStringList& values)>;
    using Lookup = std::function<void(const FieldInfo& field, const QString& begin, Found found)>;

    FilterBox(const RecordInfo& info, QWidget* view, QWidget* parent);

    /// Without one, only the words that a field can have are proposed.
    void setLookup(Lookup lookup) { m_lookup = std::move(lookup); }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void complete();
    void lookUp();
    void propose(const QStringList& words);
    void accept(const QString& suggestion);

    const RecordInfo& m_info;
    QWidget* m_view;
    QCompleter* m_completer;
    QStringListModel* m_words;
    Lookup m_lookup;
    qsizetype m_start = 0;
    qsizetype m_length = 0;
};

} // namespace rackhouse
