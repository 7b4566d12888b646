#include "models/query/parser.h"

namespace rackhouse::query
{

namespace
{

/// SQLite's parser holds 100 symbols, and a level, "(a b or c (", leaves up to six of them open.
constexpr int kMaxDepth = 10;

/// Recursive descent: or -> and -> not -> primary.
class Parser
{
public:
    Parser(std::vector<Token> tokens, qsizetype end) : m_tokens(std::move(tokens)), m_end(end) {}

    Result<Node> run()
    {
        if (m_tokens.empty())
            return Node{};
        auto node = alternatives(0);
        if (node && m_at < m_tokens.size())
            return fail(unexpected());
        return node;
    }

private:
    const Token* peek() const { return m_at < m_tokens.size() ? &m_tokens[m_at] : nullptr; }
    bool take(Token::Kind kind)
    {
        const Token* token = peek();
        if (!token || token->kind != kind)
            return false;
        ++m_at;
        return true;
    }

    Error unexpected() const
    {
        const Token* token = peek();
        if (!token)
            return filterError("filter-unexpected", m_end, 0, {});
        return filterError("filter-unexpected", token->position, token->length, token->value);
    }

    static Node joined(Node::Kind kind, std::vector<Node> children)
    {
        if (children.size() == 1)
            return std::move(children.front());
        return Node{kind, std::move(children), {}};
    }

    Result<Node> alternatives(int depth)
    {
        std::vector<Node> children;
        do {
            auto child = sequence(depth);
            if (!child)
                return child;
            children.push_back(*std::move(child));
        } while (take(Token::Kind::Or));
        return joined(Node::Kind::Or, std::move(children));
    }

    Result<Node> sequence(int depth)
    {
        std::vector<Node> children;
        do {
            auto child = negation(depth);
            if (!child)
                return child;
            children.push_back(*std::move(child));
        } while (take(Token::Kind::And) || startsFactor());
        return joined(Node::Kind::And, std::move(children));
    }

    bool startsFactor() const
    {
        const Token* token = peek();
        return token && (token->kind == Token::Kind::Term || token->kind == Token::Kind::Not ||
                         token->kind == Token::Kind::Open);
    }

    Result<Node> negation(int depth)
    {
        if (depth > kMaxDepth)
            return fail(filterError("filter-too-deep", 0, m_end, {}));
        if (!take(Token::Kind::Not))
            return primary(depth);
        auto child = negation(depth + 1);
        if (!child)
            return child;
        return Node{Node::Kind::Not, {*std::move(child)}, {}};
    }

    Result<Node> primary(int depth)
    {
        if (take(Token::Kind::Open)) {
            auto inner = alternatives(depth + 1);
            if (inner && !take(Token::Kind::Close))
                return fail(unexpected());
            return inner;
        }
        const Token* token = peek();
        if (!token || token->kind != Token::Kind::Term)
            return fail(unexpected());
        ++m_at;
        return Node{Node::Kind::Term, {}, *token};
    }

    std::vector<Token> m_tokens;
    qsizetype m_end;
    std::size_t m_at = 0;
};

} // namespace

Result<Node> parse(const QString& text)
{
    auto tokens = tokenize(text);
    if (!tokens)
        return fail(tokens.error());
    return Parser(*std::move(tokens), text.size()).run();
}

} // namespace rackhouse::query
