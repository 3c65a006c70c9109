"""Trains two steps of TRL's own trainers on exported pairs, with a tiny model made from nothing, so that no weights are fetched.

Usage: python train_on_pairs.py FOLDER   (with trl.jsonl, trl-implicit.jsonl and kto.jsonl in it)
Prints one JSON line for each trainer; exits with 1 when a loss is not a positive number or a row was not read.
"""

import json
import math
import sys
import tempfile
from pathlib import Path

import torch
from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer
from trl.experimental.orpo import ORPOConfig, ORPOTrainer

CHAT = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"


def byte_tokenizer() -> PreTrainedTokenizerFast:
    """Every byte is a token: reads any text, needs no training."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    special = ["<pad>", "<|im_start|>", "<|im_end|>"]
    vocabulary = {token: index for index, token in enumerate(special + alphabet)}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(
        tokenizer_object=inner,
        pad_token="<pad>",
        bos_token="<|im_start|>",
        eos_token="<|im_end|>",
        chat_template=CHAT,
    )


def tiny_model(tokens: int, place: str) -> LlamaForCausalLM:
    """On disk, because a trainer may load its reference model by path."""
    torch.manual_seed(0)
    sizes = dict(hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2)
    LlamaForCausalLM(LlamaConfig(vocab_size=tokens, max_position_embeddings=8192, pad_token_id=0, **sizes)).save_pretrained(place)
    return LlamaForCausalLM.from_pretrained(place)


def train(name: str, file: Path, trainer_class: type, config_class: type, tokenizer: PreTrainedTokenizerFast) -> bool:
    rows = load_dataset("json", data_files=str(file), split="train")
    with tempfile.TemporaryDirectory() as place:
        known = config_class.__dataclass_fields__
        wanted = dict(max_length=8192, max_prompt_length=6144, use_cpu=True, bf16=False, save_strategy="no", gradient_checkpointing=False)
        config = config_class(
            output_dir=place,
            max_steps=2,
            per_device_train_batch_size=2,
            logging_steps=1,
            report_to=[],
            remove_unused_columns=False,
            seed=1,
            **{key: value for key, value in wanted.items() if key in known},
        )
        model = tiny_model(len(tokenizer), f"{place}/model")
        trainer = trainer_class(model=model, args=config, train_dataset=rows, processing_class=tokenizer)
        trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    read = len(trainer.train_dataset)
    print(json.dumps({"trainer": name, "file": file.name, "rows": len(rows), "read": read, "losses": losses}), flush=True)
    return len(rows) > 0 and read == len(rows) and len(losses) == 2 and all(math.isfinite(loss) and loss > 0 for loss in losses)


def main(folder: Path) -> int:
    tokenizer = byte_tokenizer()
    runs = [
        ("DPO", "trl.jsonl", DPOTrainer, DPOConfig),
        ("DPO", "trl-implicit.jsonl", DPOTrainer, DPOConfig),
        ("ORPO", "trl.jsonl", ORPOTrainer, ORPOConfig),
        ("KTO", "kto.jsonl", KTOTrainer, KTOConfig),
    ]
    good = [train(name, folder / file, trainer, config, tokenizer) for name, file, trainer, config in runs]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
