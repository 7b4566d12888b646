#include "models/query/lexer.h"

namespace rackhouse::query
{

namespace
{

bool endsWord(QChar c)
{
    return c.isSpace() || c == QLatin1Char('(') || c == QLatin1Char(')');
}

/// Reads one term after another from a text.
class Lexer
{
public:
    explicit Lexer(const QString& text) : m_text(text) {}

    Result<std::vector<Token>> run()
    {
        std::vector<Token> tokens;
        while (skipSpace()) {
            auto token = next();
            if (!token)
                return fail(token.error());
            tokens.push_back(*std::move(token));
        }
        return tokens;
    }

private:
    bool skipSpace()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
        return m_at < m_text.size();
    }

    Token single(Token::Kind kind)
    {
        Token token;
        token.kind = kind;
        token.position = m_at++;
        token.length = 1;
        return token;
    }

    Result<Token> next()
    {
        const QChar c = m_text.at(m_at);
        if (c == QLatin1Char('('))
            return single(Token::Kind::Open);
        if (c == QLatin1Char(')'))
            return single(Token::Kind::Close);
        const bool more = m_at + 1 < m_text.size() && !m_text.at(m_at + 1).isSpace();
        if (c == QLatin1Char('-') && more)
            return single(Token::Kind::Not);
        return term();
    }

    Result<Token> term()
    {
        Token token;
        token.position = m_at;
        token.valuePosition = m_at;
        if (m_text.at(m_at) != QLatin1Char('"')) {
            const qsizetype end = wordEnd();
            const qsizetype colon = m_text.indexOf(QLatin1Char(':'), m_at);
            if (colon > m_at && colon < end) {
                token.hasField = true;
                token.field = m_text.sliced(m_at, colon - m_at);
                m_at = colon + 1;
                token.valuePosition = m_at;
            }
        }
        if (auto value = readValue(token); !value)
            return fail(value.error());
        token.length = m_at - token.position;
        if (!token.hasField && !token.quoted)
            token.kind = keyword(token.value);
        return token;
    }

    qsizetype wordEnd() const
    {
        qsizetype end = m_at;
        while (end < m_text.size() && !endsWord(m_text.at(end)) &&
               m_text.at(end) != QLatin1Char('"'))
            ++end;
        return end;
    }

    Result<void> readValue(Token& token)
    {
        if (m_at < m_text.size() && m_text.at(m_at) == QLatin1Char('"')) {
            token.quoted = true;
            return readQuoted(token.value);
        }
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !endsWord(m_text.at(m_at))) {
            const bool opens = m_text.at(m_at) == QLatin1Char('"') && token.hasField &&
                               opensExact(QStringView(m_text).sliced(start, m_at - start));
            if (!opens) {
                ++m_at;
                continue;
            }
            QString exact;
            if (auto read = readQuoted(exact); !read)
                return read;
        }
        token.value = m_text.sliced(start, m_at - start);
        return {};
    }

    Result<void> readQuoted(QString& value)
    {
        const qsizetype open = m_at++;
        for (; m_at < m_text.size() && m_text.at(m_at) != QLatin1Char('"'); ++m_at) {
            if (m_text.at(m_at) == QLatin1Char('\\') && m_at + 1 < m_text.size())
                ++m_at;
            value += m_text.at(m_at);
        }
        if (m_at >= m_text.size())
            return fail(filterError("filter-quote-open", open, m_text.size() - open, value));
        ++m_at;
        return {};
    }

    static Token::Kind keyword(const QString& word)
    {
        if (word.compare(QLatin1String("or"), Qt::CaseInsensitive) == 0)
            return Token::Kind::Or;
        if (word.compare(QLatin1String("and"), Qt::CaseInsensitive) == 0)
            return Token::Kind::And;
        if (word.compare(QLatin1String("not"), Qt::CaseInsensitive) == 0)
            return Token::Kind::Not;
        return Token::Kind::Term;
    }

    const QString& m_text;
    qsizetype m_at = 0;
};

} // namespace

bool opensExact(QStringView before)
{
    return before.endsWith(u'=') || before.endsWith(u"..");
}

Result<std::vector<Token>> tokenize(const QString& text)
{
    return Lexer(text).run();
}

Error filterError(const char* code, qsizetype position, qsizetype length, const QString& word)
{
    return makeError(code, QVariantMap{{QStringLiteral("position"), position},
                                       {QStringLiteral("length"), length},
                                       {QStringLiteral("word"), word}});
}

} // namespace rackhouse::query
