//! The words of MK that say nothing about anybody.

use isp_core::http::cassette::Vocabulary;

use crate::operations::all;
use crate::operations::conexoes::TecnologiaConexao;
use crate::operations::contratos::{OperacaoContrato, StatusContrato};
use crate::operations::faturas::StatusFatura;
use crate::operations::ordens_servico::ProdServ;
use crate::operations::rede::StatusParada;

/// States and kinds that MK writes as words, beside those of the types.
const WORDS: &[&str] = &[
    "Inativo",
    "Em aberto",
    "Aberto",
    "Paga",
    "Liquidado",
    "Vencida",
    "Cancelada",
    "Bloqueado",
    "Finalizado",
    "Encerrado",
    "Aguardando ativação",
    "Em execução",
    "Física",
    "Jurídica",
    "INSTALACAO",
    "COBRANCA",
    "RESIDENCIA",
    "CREDITO",
    "DEBITO",
    "Ftth",
    "Fibra",
    "Wireless",
    "UTP",
    "concentrador",
    "Falta de pagamento",
    "Normal",
    "Reduzida",
    "Online",
    "Offline",
    "Conectado",
    "Desconectado",
    // Error codes; 9999 stands for all services.
    "001",
    "002",
    "003",
    "004",
    "999",
    "9999",
    // The parameter `sys` of every rule.
    "MK0",
];

/// Messages of MK, and the parts of those that name somebody's number between them.
const PHRASES: &[&str] = &[
    "Token inválido",
    "Token expirado",
    "Token não encontrado",
    "Parâmetro inválido",
    "Pelo menos um parametro deve ser informado",
    "Dados não localizados",
    "Documento inválido",
    "Documento não localizado",
    "Fatura não localizada",
    "Acesso não autorizado",
    "Status na conexão incompatível para auto-desbloqueio",
    "Operação indisponível para esta conexão",
    "Contrato sem aceite pendente",
    "A operação não pode ser concluída",
    "A configuração não permite esta operação",
    "A configuração não permite a operação",
    "Porta disponivel",
    "Alterações aplicadas com sucesso",
    "Contrato alterado com sucesso",
    "Agendamento executado com sucesso",
    "criado com sucesso",
    "criada com sucesso",
    "ativado com sucesso",
    "cancelado com sucesso",
    "cancelada com sucesso",
    "aceito com sucesso",
    "Agendada com sucesso",
    "criada",
    "cancelada",
    "OS",
    "OK",
    "Contrato",
    "Atendimento resgatado",
    "Atendimento liberado",
    "Atendimento não localizado",
    "Atendimento finalizado",
    "Cliente inativo",
    "Processo inválido",
    "configuração",
    "nem",
    "sem",
    "falhou",
    "javax.servlet.ServletException",
    "Type",
    "Exception",
    "Apache Tomcat",
];

/// What MK spells like a text and not like the name of a member.
const MEMBERS: &[&str] = &[
    "Num. ERRO",
    "Detalhes faturas",
    "Codigo OS",
    "Tipo da OS",
    "Nome cliente",
    "Novo Cliente",
    "Motivo Inatividade",
    "Técnic Responsável",
    "Username da conexão",
    "Senha da conexão",
    "Senha da conexão:",
    "Status da conexão",
    "Status da conexão:",
];

/// The words of MK that a recorded cassette keeps: states, error codes, messages, names of members and
/// rules. See [`isp_core::http::cassette`].
pub fn vocabulary() -> Vocabulary {
    Vocabulary::new()
        .words(WORDS.iter().copied())
        .words(TecnologiaConexao::WORDS.iter().copied())
        .words(OperacaoContrato::WORDS.iter().copied())
        .words(StatusContrato::WORDS.iter().copied())
        .words(StatusFatura::WORDS.iter().copied())
        .words(ProdServ::WORDS.iter().copied())
        .words(StatusParada::WORDS.iter().copied())
        .phrases(PHRASES.iter().copied())
        .members(MEMBERS.iter().copied())
        .numbers_of(["ServicosAutorizados", "LimiteUso"])
        .operations(all())
        .segments(is_rule)
}

/// Whether a segment of a path is the name of a rule, which a user may call by its name too.
fn is_rule(segment: &str) -> bool {
    let name = segment.strip_suffix(".rule").unwrap_or_default();
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.starts_with("WS") && digits <= 3 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
