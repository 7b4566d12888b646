#pragma once

#include "models/base/result.h"
#include "models/domain/record.h"
#include "widgets/common/records.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QUndoStack>

#include <functional>
#include <vector>

namespace rackhouse
{

class SiteLink;

/// Changes of the books that a person can undo. Each goes to the site as one changeset: all of it
/// comes true or nothing. What the site has answered is known here before the replica has it.
class Edits : public QObject
{
    Q_OBJECT

public:
    /// A row before and after. Without `before` it is made, without `after` it is removed.
    struct Row {
        const RecordInfo* info = nullptr;
        QString id;
        QJsonObject before;
        QJsonObject after;
        QJsonObject (*read)(Rows& rows, const QString& id) = nullptr;
    };
    struct Edit {
        QString text; ///< as the menu says it behind "Undo": "move of r1-u03"
        std::vector<Row> rows;
        bool merges = false; ///< with the edit before it, where that is of the same rows
    };
    using Done = std::function<void(const Result<void>&)>;

    Edits(Records& records, SiteLink& site, QObject* parent);

    template <class T>
    static Row change(const T& before, const T& after)
    {
        return {&T::record(), before.id.text(), toJson(before), toJson(after), readRow<T>};
    }
    template <class T>
    static Row creation(const T& row)
    {
        return {&T::record(), row.id.text(), {}, toJson(row), readRow<T>};
    }
    template <class T>
    static Row removal(const T& row)
    {
        return {&T::record(), row.id.text(), toJson(row), {}, readRow<T>};
    }

    /// Sends it and remembers it for undo; `done` is not called if `guard` is gone by then. A row
    /// that has become another one since `before` is "conflict"; the detail says what changed.
    void make(Edit edit, QObject* guard, Done done);
    /// Sends the reverse of the latest edit. One that is refused is told of and forgotten.
    void undo();
    void redo();
    const QUndoStack& stack() const { return m_stack; }
    /// An edit, undo or redo is on its way to the site.
    bool isBusy() const { return m_making > 0 || m_stepping; }

    /// Puts what the site has answered in place of rows that the replica has not renewed yet.
    template <class T>
    void freshen(std::vector<T>& rows) const
    {
        QHash<QString, Known> left;
        for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
            if (known->kind == &T::record() && !known->until.hasExpired())
                left.insert(known.key(), *known);
        }
        for (auto row = rows.begin(); row != rows.end();) {
            const auto known = left.constFind(row->id.text());
            const bool removed = known != left.cend() && known->row.isEmpty();
            if (known != left.cend() && known->revision() > row->revision)
                *row = fromJson<T>(known->row).value_or(*row);
            left.remove(row->id.text());
            row = removed ? rows.erase(row) : row + 1;
        }
        for (const Known& known : left) {
            if (const auto made = fromJson<T>(known.row); made && !known.row.isEmpty())
                rows.push_back(*made);
        }
    }

signals:
    /// The site has taken an edit.
    void changed();
    /// An undo or redo did not come true; the text says why.
    void refused(const QString& text);

private:
    /// What the site answered; an empty row: it is removed.
    struct Known {
        const RecordInfo* kind = nullptr;
        QJsonObject row;
        QDeadlineTimer until; ///< when the replica must have caught up

        qint64 revision() const { return row.value(u"revision"_qs).toInteger(); }
    };

    template <class T>
    static QJsonObject readRow(Rows& rows, const QString& id)
    {
        const auto found = rows.find<T>(id);
        return found ? toJson(*found) : QJsonObject();
    }

    void send(const std::vector<Row>& rows, QObject* guard, Done done);
    void post(const std::vector<Row>& rows, const std::vector<QJsonObject>& now, QObject* guard,
              Done done);
    Result<void> take(const std::vector<Row>& rows, const Result<QJsonObject>& answer);
    void step(bool back);

    Records& m_records;
    SiteLink& m_site;
    QUndoStack m_stack;
    QHash<QString, Known> m_known;
    bool m_drop = false;     ///< the command that is undone or redone now is to be forgotten
    bool m_stepping = false; ///< an undo or redo is on its way
    int m_making = 0;        ///< edits on their way
    int m_epoch = 0;         ///< another site has another one: what was asked before is not its own
};

/// Why an edit did not come true, and who or what was faster.
QString refusalText(const Error& error);

} // namespace rackhouse
