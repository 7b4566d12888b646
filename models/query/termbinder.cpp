#include "models/query/condition.h"

#include "models/base/money.h"
#include "models/query/fieldnames.h"
#include "models/query/literal.h"
#include "models/query/pattern.h"
#include "models/query/staleness.h"

#include <QRegularExpression>

namespace rackhouse::query
{

namespace
{

const QLatin1String kFinished[] = {QLatin1String("succeeded"), QLatin1String("failed"),
                                   QLatin1String("cancelled")};

/// Conditions of one term; SQLite takes an expression of no more than 1000 levels.
constexpr std::size_t kMostParts = 200;

/// Splits a text where the separator stands outside of quotation marks.
QStringList splitOutside(const QString& text, QStringView separator)
{
    QStringList parts;
    qsizetype start = 0;
    bool quoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (quoted && text.at(at) == QLatin1Char('\\')) {
            ++at;
        } else if (text.at(at) == QLatin1Char('"') && (quoted || opensExact(text.first(at)))) {
            quoted = !quoted;
        } else if (!quoted && QStringView(text).sliced(at).startsWith(separator)) {
            parts << text.sliced(start, at - start);
            start = at + separator.size();
            at = start - 1;
        }
    }
    return parts << text.sliced(start);
}

/// The text in quotation marks, where it stands in them.
QString unquoted(const QString& text)
{
    if (text.size() < 2 || !text.startsWith(QLatin1Char('"')) || !text.endsWith(QLatin1Char('"')))
        return text;
    QString plain;
    for (qsizetype at = 1; at + 1 < text.size(); ++at) {
        if (text.at(at) == QLatin1Char('\\') && at + 2 < text.size())
            ++at;
        plain += text.at(at);
    }
    return plain;
}

/// Turns the value of one term into a condition on one field.
class TermBinder
{
public:
    TermBinder(const RecordInfo& info, const Token& term) : m_info(info), m_term(term) {}

    Result<std::vector<Condition>> run()
    {
        if (!m_term.hasField)
            return std::vector{make(Condition::Kind::AnyText, nullptr, m_term.value)};
        if (m_term.field.compare(QLatin1String("is"), Qt::CaseInsensitive) == 0)
            return special();
        const auto alias = findAlias(m_info, m_term.field);
        const FieldInfo* field = alias ? m_info.field(QString::fromLatin1(alias->field))
                                       : findField(m_info, m_term.field, looksNumeric());
        if (!field)
            return fail(filterError("filter-unknown-field", m_term.position, m_term.field.size(),
                                    m_term.field));
        const QStringList parts =
            m_term.quoted ? QStringList{m_term.value} : splitOutside(m_term.value, u",");
        std::vector<Condition> conditions;
        std::optional<Condition> exact; // all of them together, as there may be thousands
        for (const QString& part : parts) {
            auto condition = bind(*field, part);
            if (!condition)
                return fail(condition.error());
            if (alias && alias->when) {
                condition->when = m_info.field(QString::fromLatin1(alias->when));
                condition->whenWord = QString::fromLatin1(alias->whenWord);
            }
            if (condition->kind != Condition::Kind::OneOf) {
                conditions.push_back(*std::move(condition));
            } else if (!exact) {
                exact = *std::move(condition);
            } else {
                exact->words << condition->words;
                exact->spans.insert(exact->spans.end(), condition->spans.begin(),
                                    condition->spans.end());
            }
        }
        if (exact)
            conditions.push_back(*std::move(exact));
        if (conditions.size() > kMostParts)
            return fail(
                filterError("filter-too-long", m_term.valuePosition, m_term.value.size(), {}));
        return conditions;
    }

private:
    Condition make(Condition::Kind kind, const FieldInfo* field, const QString& text = {}) const
    {
        Condition condition;
        condition.kind = kind;
        condition.field = field;
        condition.info = &m_info;
        condition.text = text;
        return condition;
    }

    tl::unexpected<Error> badValue(const QString& value) const
    {
        const qsizetype end = m_term.position + m_term.length;
        return fail(filterError("filter-bad-value", m_term.valuePosition,
                                end - m_term.valuePosition, value));
    }

    bool looksNumeric() const
    {
        if (m_term.quoted || m_term.value.isEmpty())
            return false;
        const QChar first = m_term.value.front();
        return first == QLatin1Char('<') || first == QLatin1Char('>') ||
               first == QLatin1Char('=') || first.isDigit();
    }

    Result<Condition> bind(const FieldInfo& field, const QString& value) const
    {
        if (value.isEmpty() && !m_term.quoted)
            return badValue(value);
        if (isRevenue(field))
            return revenue(field, value);
        if (value.isEmpty() || (!m_term.quoted && value == QLatin1String("none")))
            return make(Condition::Kind::Empty, &field);
        switch (field.type) {
        case FieldType::Integer:
        case FieldType::Real:
        case FieldType::Time:
            return range(field, value);
        case FieldType::Bool: {
            const auto yes = parseBool(value);
            if (!yes)
                return badValue(value);
            Condition condition = make(Condition::Kind::Range, &field);
            condition.low = Bound{*yes ? 1.0 : 0.0};
            condition.high = condition.low;
            return condition;
        }
        case FieldType::Enum:
            return words(field, value);
        default:
            return text(field, value);
        }
    }

    /// `>1000`, `>1000USD`, `500..2000eur`; nothing is 0 of any currency.
    Result<Condition> revenue(const FieldInfo& field, const QString& value) const
    {
        static const QRegularExpression inCurrency(QStringLiteral("^(.*\\d)([A-Za-z]{3})$"));
        if (value == QLatin1String("none"))
            return range(field, QStringLiteral("0"));
        const auto match = inCurrency.match(value);
        const QString currency = match.captured(2).toUpper();
        if (match.hasMatch() && !currencyDecimals(currency))
            return badValue(value);
        auto condition = range(field, match.hasMatch() ? match.captured(1) : value);
        if (condition)
            condition->currency = currency;
        return condition;
    }

    Condition text(const FieldInfo& field, const QString& value) const
    {
        if (m_term.quoted)
            return make(Condition::Kind::Contains, &field, value);
        if (value.startsWith(QLatin1Char('=')))
            return exactly(field, value);
        if (!hasWildcard(value))
            return make(Condition::Kind::Contains, &field, value);
        // The text of a list holds its brackets and quotes.
        const QString pattern =
            field.type == FieldType::Json ? QLatin1Char('*') + value + QLatin1Char('*') : value;
        return make(Condition::Kind::Wildcard, &field, pattern);
    }

    /// `=text` or `=first..last`.
    Condition exactly(const FieldInfo& field, const QString& value) const
    {
        Condition condition = make(Condition::Kind::OneOf, &field);
        const QStringList ends = splitOutside(value, u"..");
        const QString first = ends.front().sliced(1);
        if (ends.size() == 2 && !first.isEmpty() && !ends.back().isEmpty())
            condition.spans.push_back({unquoted(first), unquoted(ends.back())});
        else
            condition.words << unquoted(value.sliced(1));
        return condition;
    }

    Result<Condition> words(const FieldInfo& field, const QString& value) const
    {
        const QString wanted = value.startsWith(QLatin1Char('=')) ? value.sliced(1) : value;
        Condition condition = make(Condition::Kind::Words, &field);
        for (const QString& word : field.words) {
            if (matchesWildcard(wanted, word))
                condition.words << word;
        }
        if (condition.words.isEmpty())
            return badValue(value);
        return condition;
    }

    Result<Condition> range(const FieldInfo& field, const QString& value) const
    {
        const qsizetype dots = value.indexOf(QLatin1String(".."));
        if (dots < 0)
            return compare(field, value);
        auto low = compare(field, QStringLiteral(">=") + value.first(dots));
        auto high = compare(field, QStringLiteral("<=") + value.sliced(dots + 2));
        if (!low || !high)
            return badValue(value);
        // Ages count backwards: a span of ages is low and high the other way round.
        if (!low->low)
            std::swap(low, high);
        low->high = high->high;
        return low;
    }

    Result<Condition> compare(const FieldInfo& field, const QString& value) const
    {
        qsizetype length = 0;
        while (length < 2 && length < value.size() &&
               QStringLiteral("<>=").contains(value.at(length)))
            ++length;
        const QString op = value.first(length);
        const QString operand = value.sliced(length);
        if (field.type == FieldType::Time)
            return compareTime(field, op, operand);
        const auto number = parseNumber(operand, QString::fromLatin1(field.unit));
        if (!number)
            return badValue(value);
        return bounded(field, op, {*number}, {*number});
    }

    Result<Condition> compareTime(const FieldInfo& field, const QString& op,
                                  const QString& operand) const
    {
        if (const auto age = parseDuration(operand)) {
            const double past = -static_cast<double>(*age);
            // An age above a limit is a time before it. A bare age means "within".
            QString turned = op.isEmpty() ? QStringLiteral("<=") : op;
            for (QChar& c : turned) {
                if (c == QLatin1Char('<'))
                    c = QLatin1Char('>');
                else if (c == QLatin1Char('>'))
                    c = QLatin1Char('<');
            }
            return bounded(field, turned, {past, false, true}, {past, false, true});
        }
        const auto span = parseDate(operand);
        if (!span)
            return badValue(operand);
        return bounded(field, op, {static_cast<double>(span->first.ms)},
                       {static_cast<double>(span->last.ms)});
    }

    /// `first` and `last` are the ends of what was named: one number, or a day.
    Result<Condition> bounded(const FieldInfo& field, const QString& op, Bound first,
                              Bound last) const
    {
        Condition condition = make(Condition::Kind::Range, &field);
        if (op == QLatin1String(">")) {
            last.strict = true;
            condition.low = last;
        } else if (op == QLatin1String(">=")) {
            condition.low = first;
        } else if (op == QLatin1String("<")) {
            first.strict = true;
            condition.high = first;
        } else if (op == QLatin1String("<=")) {
            condition.high = last;
        } else if (op.isEmpty() || op == QLatin1String("=")) {
            condition.low = first;
            condition.high = last;
        } else {
            return badValue(op);
        }
        return condition;
    }

    Result<std::vector<Condition>> special() const
    {
        const QString word = m_term.value.toLower();
        std::vector<Condition> any;
        if (word == QLatin1String("stale") && m_info.field(QStringLiteral("observed_at"))) {
            Condition stale =
                make(Condition::Kind::Range, m_info.field(QStringLiteral("observed_at")));
            stale.high = Bound{-static_cast<double>(staleAfterMs(m_info)), true, true};
            stale.orUnset = true;
            any.push_back(stale);
        } else if (isWords(m_info).contains(word)) {
            const FieldInfo* state = m_info.field(QStringLiteral("state"));
            Condition condition = make(Condition::Kind::Words, state);
            for (const QString& candidate : state->words) {
                const bool finished = std::find(std::begin(kFinished), std::end(kFinished),
                                                candidate) != std::end(kFinished);
                if (finished == (word == QLatin1String("finished")))
                    condition.words << candidate;
            }
            any.push_back(condition);
        }
        for (const FieldInfo& field : m_info.fields) {
            if (field.type == FieldType::Enum && field.words.contains(word)) {
                any.push_back(make(Condition::Kind::Words, &field));
                any.back().words << word;
            }
        }
        if (any.empty())
            return badValue(m_term.value);
        return any;
    }

    const RecordInfo& m_info;
    const Token& m_term;
};

} // namespace

Result<std::vector<Condition>> bindTerm(const RecordInfo& info, const Token& term)
{
    return TermBinder(info, term).run();
}

QStringList isWords(const RecordInfo& info)
{
    QStringList words;
    if (info.field(QStringLiteral("observed_at")))
        words << QStringLiteral("stale");
    const FieldInfo* state = info.field(QStringLiteral("state"));
    if (state && state->words.contains(kFinished[0]))
        words << QStringLiteral("active") << QStringLiteral("finished");
    return words;
}

} // namespace rackhouse::query
