// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"

#include <QStringList>

#include <utility>

namespace holdline::speech {

namespace {

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

bool isBoundary(QStringView text, qsizetype at)
{
    const bool before = at > 0 && isWordCharacter(text[at - 1]);
    const bool behind = at < text.size() && isWordCharacter(text[at]);
    return before != behind;
}

} // namespace

/// Turns the text of a pattern into instructions, by recursive descent:
/// choice := sequence (| sequence)*, sequence := repeated*, repeated := atom (? | * | +)?
class Pattern::Compiler
{
public:
    Compiler(QStringView source, Pattern &pattern) : m_source(source), m_pattern(pattern) { }

    void compile()
    {
        choice();
        require(m_next == m_source.size());
        emitOp({.op = Op::Done});
    }

private:
    std::vector<Instruction> &program() { return m_pattern.m_program; }
    int here() const { return static_cast<int>(m_pattern.m_program.size()); }

    static void require(bool isWellFormed)
    {
        if (!isWellFormed)
            qFatal("a pattern of the skills is not well-formed");
    }
    bool isAt(QChar character) const
    {
        return m_next < m_source.size() && m_source[m_next] == character;
    }
    bool take(QChar character)
    {
        const bool taken = isAt(character);
        m_next += taken ? 1 : 0;
        return taken;
    }
    QChar takeAny()
    {
        require(m_next < m_source.size());
        return m_source[m_next++];
    }
    int emitOp(const Instruction &instruction)
    {
        program().push_back(instruction);
        return here() - 1;
    }
    /// Puts an instruction in front of those from `at` on, which move by one together with what
    /// leads to them from among themselves. What led to `at` from before leads to the new one.
    void insertOp(int at, const Instruction &instruction)
    {
        for (int i = 0; i < here(); ++i) {
            Instruction &other = program()[static_cast<std::size_t>(i)];
            if (other.op != Op::Split && other.op != Op::Jump)
                continue;
            const int moved = i < at ? at + 1 : at;
            other.first += other.first >= moved ? 1 : 0;
            other.second += other.second >= moved ? 1 : 0;
        }
        program().insert(program().begin() + at, instruction);
    }

    void choice()
    {
        const int begin = here();
        sequence();
        std::vector<int> ends;
        int alternative = begin;
        while (take(u'|')) {
            insertOp(alternative, {.op = Op::Split});
            ends.push_back(emitOp({.op = Op::Jump}));
            program()[static_cast<std::size_t>(alternative)].first = alternative + 1;
            program()[static_cast<std::size_t>(alternative)].second = here();
            alternative = here();
            sequence();
        }
        for (const int end : ends)
            program()[static_cast<std::size_t>(end)].first = here();
    }

    void sequence()
    {
        while (m_next < m_source.size() && !isAt(u'|') && !isAt(u')'))
            repeated();
    }

    void repeated()
    {
        const int begin = here();
        atom();
        if (take(u'?')) {
            insertOp(begin, {.op = Op::Split});
            split(begin, begin + 1, here());
        } else if (take(u'*')) {
            insertOp(begin, {.op = Op::Split});
            emitOp({.op = Op::Jump, .first = begin});
            split(begin, begin + 1, here());
        } else if (take(u'+')) {
            const int at = emitOp({.op = Op::Split});
            split(at, begin, here());
        }
    }

    /// Takes the way `into` first, or last with a `?` behind.
    void split(int at, int into, int past)
    {
        const bool isLazy = take(u'?');
        Instruction &instruction = program()[static_cast<std::size_t>(at)];
        instruction.first = isLazy ? past : into;
        instruction.second = isLazy ? into : past;
    }

    void atom()
    {
        const QChar character = takeAny();
        if (character == u'(')
            group();
        else if (character == u'[')
            set();
        else if (character == u'.')
            emitOp({.op = Op::Any});
        else if (character == u'\\')
            escape();
        else
            emitOp({.op = Op::Character, .character = character.toLower()});
    }

    void escape()
    {
        const QChar character = takeAny();
        if (character == u'b')
            emitOp({.op = Op::Boundary});
        else if (character == u's')
            emitOp({.op = Op::Space});
        else if (character == u'w')
            emitOp({.op = Op::Word});
        else
            emitOp({.op = Op::Character, .character = character.toLower()});
    }

    void set()
    {
        CharacterSet set;
        while (!take(u']')) {
            if (!take(u'\\'))
                set.characters += takeAny();
            else if (take(u's'))
                set.hasSpace = true;
            else
                set.characters += takeAny();
        }
        const auto index = static_cast<int>(m_pattern.m_sets.size());
        m_pattern.m_sets.push_back(std::move(set));
        emitOp({.op = Op::Set, .first = index});
    }

    void group()
    {
        QString name;
        if (take(u'?') && !take(u':')) {
            require(take(u'<'));
            while (!take(u'>'))
                name += takeAny();
        }
        const auto slot = static_cast<int>(2 * m_pattern.m_names.size());
        if (!name.isEmpty()) {
            m_pattern.m_names += name;
            require(static_cast<std::size_t>(slot) < kMostSlots);
            emitOp({.op = Op::Save, .first = slot});
        }
        choice();
        require(take(u')'));
        if (!name.isEmpty())
            emitOp({.op = Op::Save, .first = slot + 1});
    }

    QStringView m_source;
    qsizetype m_next = 0;
    Pattern &m_pattern;
};

/// The ways through a pattern that are still open at one place of the text, the preferred first.
class Pattern::Machine
{
public:
    Machine(const Pattern &pattern, QStringView text)
        : m_pattern(pattern)
        , m_text(text)
        , m_seen(pattern.m_program.size(), -1)
    {
    }

    std::optional<Slots> run()
    {
        Slots none;
        none.fill(-1);
        follow({0, none}, 0);
        for (qsizetype at = 0; at < m_text.size() && !m_open.empty(); ++at) {
            m_before.swap(m_open);
            m_open.clear();
            for (const Thread &thread : m_before) {
                if (m_pattern.accepts(instruction(thread.at), m_text[at]))
                    follow({thread.at + 1, thread.slots}, at + 1);
            }
        }
        for (const Thread &thread : m_open) {
            if (instruction(thread.at).op == Op::Done)
                return thread.slots;
        }
        return std::nullopt;
    }

private:
    const Instruction &instruction(int at) const
    {
        return m_pattern.m_program[static_cast<std::size_t>(at)];
    }

    /// Opens the ways that lead on from `thread` without another character, each place once.
    void follow(Thread thread, qsizetype at)
    {
        if (std::exchange(m_seen[static_cast<std::size_t>(thread.at)], at) == at)
            return;
        const Instruction &next = instruction(thread.at);
        switch (next.op) {
        case Op::Jump:
            follow({next.first, thread.slots}, at);
            return;
        case Op::Split:
            follow({next.first, thread.slots}, at);
            follow({next.second, thread.slots}, at);
            return;
        case Op::Save:
            thread.slots[static_cast<std::size_t>(next.first)] = at;
            follow({thread.at + 1, thread.slots}, at);
            return;
        case Op::Boundary:
            if (isBoundary(m_text, at))
                follow({thread.at + 1, thread.slots}, at);
            return;
        default:
            m_open.push_back(thread);
        }
    }

    const Pattern &m_pattern;
    QStringView m_text;
    std::vector<qsizetype> m_seen; ///< where in the text an instruction was reached last
    std::vector<Thread> m_open;
    std::vector<Thread> m_before; ///< those at the character before
};

Pattern::Pattern(QStringView pattern)
{
    Compiler(pattern, *this).compile();
}

bool Pattern::accepts(const Instruction &instruction, QChar character) const
{
    switch (instruction.op) {
    case Op::Character:
        return character.toLower() == instruction.character;
    case Op::Any:
        return true;
    case Op::Word:
        return isWordCharacter(character);
    case Op::Space:
        return character.isSpace();
    case Op::Set: {
        const CharacterSet &set = m_sets[static_cast<std::size_t>(instruction.first)];
        return (set.hasSpace && character.isSpace()) || set.characters.contains(character);
    }
    default:
        return false;
    }
}

std::optional<Pattern::Slots> Pattern::run(QStringView text) const
{
    return Machine(*this, text).run();
}

std::optional<Pattern::Match> Pattern::match(const QString &text) const
{
    const auto found = run(text);
    if (!found)
        return std::nullopt;
    Match match;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const auto slot = static_cast<std::size_t>(2 * i);
        const qsizetype begin = (*found)[slot];
        if (begin >= 0)
            match.m_groups.insert(m_names[i], text.mid(begin, (*found)[slot + 1] - begin));
    }
    return match;
}

} // namespace holdline::speech
