#pragma once

#include "models/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse
{

/// One field of a row: what it is and what it is to be, as people write it.
struct FieldDifference {
    QString field; ///< name of the column
    QString before;
    QString after;

    bool operator==(const FieldDifference&) const = default;
};

/// What is to become of one row of the books, before anything is done.
struct PlannedRow {
    enum class Outcome { Added, Changed, Unchanged, Problem };

    qint64 line = 0; ///< of the file, from 1; 0: it comes from no file
    QString name;    ///< of the row, for a person
    Outcome outcome = Outcome::Unchanged;
    QList<FieldDifference> differences;
    std::optional<Error> problem = {};
    QStringList notes = {}; ///< what a person should know and may leave as it is
    QJsonObject item = {};  ///< of a changeset; empty where nothing is to be done
    QString source = {};    ///< file that it comes from, where there are several
    bool done = false;      ///< the site has made it
    /// Rows of the plan that leave the place or port that it goes to: the site takes it only with
    /// them or after them.
    std::vector<size_t> waitsFor = {};

    void fail(Error error);
};

/// The difference that an import or an edit makes. Rows that are a problem are left out of what is
/// sent.
struct ChangePlan {
    std::vector<PlannedRow> rows;
    QStringList notes; ///< about all of it

    qsizetype count(PlannedRow::Outcome outcome) const;
    /// Numbers of the rows that something is to be done for, as they are sent: in parts of what one
    /// changeset holds, a row with or after those that it waits for.
    std::vector<std::vector<size_t>> parts() const;
    /// Makes problems of rows that wait for each other in a circle larger than a changeset.
    /// "import-circle" (rows, limit).
    void refuseLargeCircles();
    /// Body of `POST /changesets` for one of the parts.
    QJsonObject body(const std::vector<size_t>& part) const;
    /// Takes what the site answered to a part: its rows are done, or those that it refused become
    /// problems and nothing of the part was done. True where it was applied.
    bool takeAnswer(const std::vector<size_t>& part, const QJsonObject& answer);

private:
    /// Rows that something is to be done for, those of a circle together, in their order.
    std::vector<std::vector<size_t>> groups() const;
};

/// "added", "changed", "unchanged", "problem": for programs.
QString outcomeWord(PlannedRow::Outcome outcome);

} // namespace rackhouse
