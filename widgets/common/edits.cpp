#include "widgets/common/edits.h"

#include "widgets/common/format.h"
#include "widgets/common/sitelink.h"

#include <QUndoCommand>

namespace rackhouse
{

namespace
{

constexpr qint64 kCatchUpMs = 10'000;

/// An edit that the site has taken; it was sent before it came here.
class Step : public QUndoCommand
{
public:
    Step(Edits::Edit edit, const bool& drop)
        : QUndoCommand(edit.text), m_edit(std::move(edit)), m_drop(drop)
    {
    }

    const Edits::Edit& edit() const { return m_edit; }
    void undo() override { setObsolete(m_drop); }
    void redo() override { setObsolete(m_drop); }
    int id() const override { return m_edit.merges ? 1 : -1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const Edits::Edit& next = static_cast<const Step*>(other)->edit();
        const bool same = std::equal(
            m_edit.rows.begin(), m_edit.rows.end(), next.rows.begin(), next.rows.end(),
            [](const auto& a, const auto& b) { return a.id == b.id && !a.after.isEmpty(); });
        if (!same)
            return false;
        for (std::size_t i = 0; i < m_edit.rows.size(); ++i)
            m_edit.rows[i].after = next.rows[i].after;
        return true;
    }

private:
    Edits::Edit m_edit;
    const bool& m_drop;
};

bool isSettable(const FieldInfo& field)
{
    return !field.has(Key) && !field.has(Secret) && !field.has(Internal) && !field.has(ReadOnly);
}

/// What a client has to set so that the one row becomes the other.
QJsonObject difference(const RecordInfo& info, const QJsonObject& from, const QJsonObject& to)
{
    QJsonObject fields;
    for (const FieldInfo& field : info.fields) {
        const QJsonValue value = to.value(field.nameText());
        if (isSettable(field) && value != from.value(field.nameText()))
            fields.insert(field.nameText(), value);
    }
    return fields;
}

/// Empty where the row still has the values that the edit starts from, else what has become of it.
QString whatChanged(const Edits::Row& row, const QJsonObject& now)
{
    if (row.before.isEmpty())
        return {};
    const QString name = row.before.value(u"name"_qs).toString();
    if (now.isEmpty())
        return Edits::tr("%1 has been removed.").arg(name);
    QStringList changes;
    const QJsonObject wanted = difference(*row.info, row.before, row.after);
    for (const FieldInfo& field : row.info->fields) {
        const QString key = field.nameText();
        // What is removed goes whole, so that nothing of it may have changed.
        const bool matters = row.after.isEmpty() ? isSettable(field) : wanted.contains(key);
        if (matters && now.value(key) != row.before.value(key))
            changes << Edits::tr("%1 is now %2")
                           .arg(format::title(field),
                                format::value(*row.info, field, now.value(key), {}));
    }
    return changes.isEmpty() ? QString() : name + u": "_qs + changes.join(u", "_qs) + u'.';
}

QJsonObject itemOf(const Edits::Row& row, const QJsonObject& now)
{
    QJsonObject item{{u"kind"_qs, row.info->kindText()}, {u"id"_qs, row.id}};
    if (row.before.isEmpty())
        item.insert(u"op"_qs, u"create"_qs);
    else
        item.insert(u"op"_qs, row.after.isEmpty() ? u"remove"_qs : u"change"_qs);
    if (!row.after.isEmpty())
        item.insert(u"fields"_qs, difference(*row.info, row.before, row.after));
    if (!now.isEmpty())
        item.insert(u"revision"_qs, now.value(u"revision"_qs));
    return item;
}

std::vector<Edits::Row> reversed(std::vector<Edits::Row> rows)
{
    std::reverse(rows.begin(), rows.end());
    for (Edits::Row& row : rows)
        std::swap(row.before, row.after);
    return rows;
}

Error problemOf(const QJsonObject& problem)
{
    return {problem.value(u"code"_qs).toString(),
            problem.value(u"args"_qs).toObject().toVariantMap(),
            problem.value(u"detail"_qs).toString()};
}

bool isAnswer(const Error& error)
{
    return error.code != u"timed-out" && error.code != u"site-unreachable";
}

} // namespace

Edits::Edits(Records& records, SiteLink& site, QObject* parent)
    : QObject(parent), m_records(records), m_site(site)
{
    connect(&records, &Records::siteChanged, this, [this] {
        m_stack.clear();
        m_known.clear();
        m_stepping = false;
        m_making = 0;
        ++m_epoch;
    });
}

void Edits::make(Edit edit, QObject* guard, Done done)
{
    const auto rows = edit.rows;
    ++m_making;
    // Whoever asked may be gone when the answer is here; the change is made all the same.
    send(rows, this,
         [this, edit = std::move(edit), guarded = QPointer<QObject>(guard), epoch = m_epoch,
          done = std::move(done)](const Result<void>& sent) mutable {
             const bool here = epoch == m_epoch;
             m_making -= here ? 1 : 0;
             edit.merges = edit.merges && !m_stepping;
             if (sent && here)
                 m_stack.push(new Step(std::move(edit), m_drop));
             if (guarded)
                 done(sent);
             if (sent && here)
                 emit changed();
         });
}

void Edits::send(const std::vector<Row>& rows, QObject* guard, Done done)
{
    using Now = std::vector<QJsonObject>;
    m_records.fetch<Now>(
        guard,
        [rows](Rows& books) {
            Now now;
            for (const Row& row : rows)
                now.push_back(row.read(books, row.id));
            return now;
        },
        [this, rows, guard, done = std::move(done)](const Now& found) {
            Now now = found;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto known = m_known.constFind(rows[i].id);
                if (known != m_known.cend() && !known->until.hasExpired() &&
                    (known->row.isEmpty() ||
                     known->revision() > now[i].value(u"revision"_qs).toInteger()))
                    now[i] = known->row;
                if (const QString what = whatChanged(rows[i], now[i]); !what.isEmpty())
                    return done(fail("conflict", what));
            }
            post(rows, now, guard, done);
        });
}

void Edits::post(const std::vector<Row>& rows, const std::vector<QJsonObject>& now, QObject* guard,
                 Done done)
{
    QJsonArray items;
    for (std::size_t i = 0; i < rows.size(); ++i)
        items << itemOf(rows[i], now[i]);
    m_site.post(
        u"/changesets"_qs, {{u"items"_qs, items}}, guard,
        [this, rows, epoch = m_epoch, done = std::move(done)](const Result<QJsonObject>& answer) {
            const auto taken = take(rows, answer);
            if (epoch != m_epoch)
                m_known.clear();
            done(taken);
        });
}

Result<void> Edits::take(const std::vector<Row>& rows, const Result<QJsonObject>& answer)
{
    if (!answer)
        return fail(answer.error());
    const QJsonArray items = answer->value(u"items"_qs).toArray();
    for (const QJsonValue& item : items) {
        if (const QJsonObject problem = item[u"problem"_qs].toObject(); !problem.isEmpty())
            return fail(problemOf(problem));
    }
    if (!answer->value(u"applied"_qs).toBool() || items.size() != qsizetype(rows.size()))
        return fail("bad-answer");
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_known.insert(rows[i].id, {rows[i].info, items.at(qsizetype(i))[u"row"_qs].toObject(),
                                    QDeadlineTimer(kCatchUpMs)});
    return {};
}

void Edits::undo()
{
    if (m_stack.canUndo())
        step(true);
}

void Edits::redo()
{
    if (m_stack.canRedo())
        step(false);
}

void Edits::step(bool back)
{
    if (m_making > 0)
        return emit refused(tr("A change is still on its way. Try again when it is there."));
    if (std::exchange(m_stepping, true))
        return;
    const auto* command =
        static_cast<const Step*>(m_stack.command(back ? m_stack.index() - 1 : m_stack.index()));
    const QString text = command->text();
    const auto& rows = command->edit().rows;
    send(back ? reversed(rows) : rows, this,
         [this, back, text, command, epoch = m_epoch](const Result<void>& sent) {
             if (epoch != m_epoch)
                 return;
             m_stepping = false;
             // An edit that came in between has made another history of it.
             if (command != m_stack.command(back ? m_stack.index() - 1 : m_stack.index()))
                 m_stack.clear();
             else if (sent || isAnswer(sent.error())) {
                 m_drop = !sent;
                 back ? m_stack.undo() : m_stack.redo();
                 m_drop = false;
             }
             if (sent)
                 return emit changed();
             emit refused(
                 (back ? tr("The %1 is not undone: %2") : tr("The %1 is not done again: %2"))
                     .arg(text, refusalText(sent.error())));
         });
}

QString refusalText(const Error& error)
{
    return error.detail.isEmpty() ? problemText(error)
                                  : QString(problemText(error) + u' ' + error.detail);
}

} // namespace rackhouse
