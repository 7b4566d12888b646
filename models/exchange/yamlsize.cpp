#include "models/exchange/yamlsize.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <vector>

namespace rackhouse
{

namespace
{

/// Counts the values that a document has with its aliases written out. Sizes stop growing just
/// above the limit.
class ValueCounter : public YAML::EventHandler
{
public:
    explicit ValueCounter(qint64 most) : m_tooMany(most + 1) {}

    qint64 count() const { return m_open.front().size; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { add(anchor, 1); }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                  const std::string&) override
    {
        add(anchor, 1);
    }
    void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override
    {
        // What is not closed yet contains itself.
        add(0, anchor < m_sizes.size() && m_sizes[anchor] > 0 ? m_sizes[anchor] : m_tooMany);
    }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        m_open.push_back({anchor});
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        m_open.push_back({anchor});
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        YAML::anchor_t anchor = 0;
        qint64 size = 1; ///< itself and what is in it so far
    };

    void add(YAML::anchor_t anchor, qint64 size)
    {
        if (anchor >= m_sizes.size())
            m_sizes.resize(anchor + 1);
        m_sizes[anchor] = size; // of 0, which no value has, it does not matter
        m_open.back().size = qMin(m_tooMany, m_open.back().size + size);
    }

    void close()
    {
        const Open closed = m_open.back();
        m_open.pop_back();
        add(closed.anchor, closed.size);
    }

    const qint64 m_tooMany;
    std::vector<Open> m_open{{}};
    std::vector<qint64> m_sizes; ///< by anchor; 0: not closed yet
};

} // namespace

Result<void> checkYamlSize(const std::string& text, qint64 most)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    ValueCounter counter(most);
    parser.HandleNextDocument(counter);
    if (counter.count() > most)
        return fail("yaml-too-many-values", {{QStringLiteral("limit"), most}});
    return {};
}

} // namespace rackhouse
